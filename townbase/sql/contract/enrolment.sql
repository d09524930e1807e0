-- grain: school_id x school_year x stage x grade
create table enrolment (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior','senior','other')),
    grade varchar not null check (grade in ('k1','k2','k3','1','2','3','4','5','6','7','8','9','10','11','12','other')),
    pupils integer check (pupils >= 0),
    classes integer check (classes >= 0),
    primary key (school_id, school_year, stage, grade)
);
comment on table enrolment is '在校生，一行一所学校一个学年一个学段一个年级';
comment on column enrolment.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column enrolment.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column enrolment.stage is '学段：preschool 学前，primary 小学，junior 初中，senior 高中，other 其他 | 代码';
comment on column enrolment.grade is '年级：k1 小班、k2 中班、k3 大班、1—12 年级、other 其他 | 代码';
comment on column enrolment.pupils is '在校（园）学生数 | 人';
comment on column enrolment.classes is '班数 | 个班';
