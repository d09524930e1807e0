-- grain: school_id x school_year x stage
create table staffing (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    teachers integer check (teachers >= 0),
    teachers_due integer check (teachers_due >= 0),
    bachelor_teachers integer check (bachelor_teachers >= 0),
    college_teachers integer check (college_teachers >= 0),
    backbone_teachers integer check (backbone_teachers >= 0),
    arts_pe_teachers integer check (arts_pe_teachers >= 0),
    subject_teachers_full integer check (subject_teachers_full in (0, 1)),
    mental_teacher_met integer check (mental_teacher_met in (0, 1)),
    principals integer check (principals >= 0),
    principals_qualified integer check (principals_qualified >= 0),
    trained_360_teachers integer check (trained_360_teachers >= 0),
    teachers_start integer check (teachers_start >= 0),
    teachers_left integer check (teachers_left >= 0),
    check (bachelor_teachers <= teachers),
    check (college_teachers <= teachers),
    check (bachelor_teachers <= college_teachers),
    check (backbone_teachers <= teachers),
    check (arts_pe_teachers <= teachers),
    check (principals_qualified <= principals),
    check (trained_360_teachers <= teachers),
    check (teachers_left <= teachers_start),
    primary key (school_id, school_year, stage)
);
comment on table staffing is '教师队伍，一行一所学校一个学年一个学段';
comment on column staffing.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column staffing.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column staffing.stage is '学段：preschool 学前，primary 小学，junior 初中；两个学段的学校填两行 | 代码';
comment on column staffing.teachers is '在岗专任教师数（长期借调、病休不在岗的不计） | 名';
comment on column staffing.teachers_due is '按核定编制和课时应配专任教师数（幼儿园按每班两教） | 名';
comment on column staffing.bachelor_teachers is '本科及以上学历专任教师数 | 名';
comment on column staffing.college_teachers is '专科及以上学历专任教师数 | 名';
comment on column staffing.backbone_teachers is '县级以上学科骨干教师数（称号在有效期内，一人只计一次） | 名';
comment on column staffing.arts_pe_teachers is '音乐、体育、美术专任教师数 | 名';
comment on column staffing.subject_teachers_full is '各学科均有专任教师或走教教师：1 是，0 否 | 所';
comment on column staffing.mental_teacher_met is '配备专（兼）职心理健康教师并开课：1 是，0 否 | 所';
comment on column staffing.principals is '校（园）长数 | 名';
comment on column staffing.principals_qualified is '具备任职资格且任职培训合格的校（园）长数 | 名';
comment on column staffing.trained_360_teachers is '满足五年 360 学时培训进度要求的专任教师数 | 名';
comment on column staffing.teachers_start is '上学年初专任教师数 | 名';
comment on column staffing.teachers_left is '上学年调离本镇（不含退休）的专任教师数 | 名';
