-- grain: school_id x school_year x stage
create table inspection (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    no_violation integer check (no_violation in (0, 1)),
    campus_culture_good integer check (campus_culture_good in (0, 1)),
    preschool_quality_good integer check (preschool_quality_good in (0, 1)),
    preschool_play_recognised integer check (preschool_play_recognised in (0, 1)),
    safety_passed integer check (safety_passed in (0, 1)),
    home_school_complete integer check (home_school_complete in (0, 1)),
    works_done integer check (works_done >= 0),
    works_due integer check (works_due >= 0),
    evaluation_reform_done integer check (evaluation_reform_done in (0, 1)),
    check (works_done <= works_due),
    primary key (school_id, school_year, stage)
);
comment on table inspection is '督导检查，一行一所学校一个学年一个学段；未检查留空，不填 0';
comment on column inspection.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column inspection.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column inspection.stage is '学段：preschool 学前，primary 小学，junior 初中；两个学段的学校填两行 | 代码';
comment on column inspection.no_violation is '学年内经检查无查实违规办学行为：1 是，0 否 | 所';
comment on column inspection.campus_culture_good is '校园文化、教室文化、育人环境评价良好及以上：1 是，0 否 | 所';
comment on column inspection.preschool_quality_good is '幼儿园保教质量评估良好及以上：1 是，0 否 | 所';
comment on column inspection.preschool_play_recognised is '开展游戏化课程并经区县认定：1 是，0 否 | 所';
comment on column inspection.safety_passed is '年度安全检查合格：1 是，0 否 | 所';
comment on column inspection.home_school_complete is '家长学校、家委会、家访三项均按学期开展：1 是，0 否 | 所';
comment on column inspection.works_done is '教学研究、课程建设、管理改革、文化建设、质量评价五项中有年度成果佐证的项数 | 项';
comment on column inspection.works_due is '应推进的改革项数（镇驻地学校每校 5 项） | 项';
comment on column inspection.evaluation_reform_done is '结果、过程、增值、综合四类评价均已实施：1 是，0 否 | 所';
