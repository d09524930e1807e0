-- grain: township_id x school_year x respondent x item x organiser
create table survey (
    township_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    respondent varchar not null check (respondent in ('parent','pupil','teacher')),
    item varchar not null check (item in ('satisfaction','belonging')),
    organiser varchar not null check (organiser in ('third_party','bureau','school')),
    asked integer check (asked >= 0),
    answered integer check (answered >= 0),
    satisfied integer check (satisfied >= 0),
    check (answered <= asked),
    check (satisfied <= answered),
    primary key (township_id, school_year, respondent, item, organiser)
);
comment on table survey is '满意度与认同感调查，一行一个乡镇一类对象一个题目一个组织方';
comment on column survey.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column survey.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column survey.respondent is '对象：parent 家长，pupil 学生，teacher 教师 | 代码';
comment on column survey.item is '题目：satisfaction 满意度，belonging 认同感、归属感、荣誉感 | 代码';
comment on column survey.organiser is '组织方：third_party 第三方，bureau 教育局，school 学校 | 代码';
comment on column survey.asked is '发放问卷数 | 份';
comment on column survey.answered is '有效答卷数 | 份';
comment on column survey.satisfied is '表示满意（认同）的份数 | 份';
