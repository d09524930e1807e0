-- grain: school_id x school_year x stage x grade x subject x kind
create table assessment (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('primary','junior')),
    grade varchar not null check (grade in ('1','2','3','4','5','6','7','8','9')),
    subject varchar not null,
    kind varchar not null,
    pupils integer check (pupils >= 0),
    mean double check (mean >= 0),
    sd double check (sd >= 0),
    level3 integer check (level3 >= 0),
    check (level3 <= pupils),
    primary key (school_id, school_year, stage, grade, subject, kind)
);
comment on table assessment is '学业监测，一行一所学校一个年级一个学科；只用于计算差异率，不公布分数';
comment on column assessment.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column assessment.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column assessment.stage is '学段 | 代码';
comment on column assessment.grade is '年级 | 代码';
comment on column assessment.subject is '学科 | 文字';
comment on column assessment.kind is '监测项目名称：只比较同一份试卷 | 文字';
comment on column assessment.pupils is '参加监测学生数 | 人';
comment on column assessment.mean is '平均分 | 分';
comment on column assessment.sd is '标准差 | 分';
comment on column assessment.level3 is '达到Ⅲ级及以上的学生数 | 人';
