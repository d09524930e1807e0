-- grain: township_id x school_year x birth_year
create table children (
    township_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    birth_year integer not null check (birth_year between 1990 and 2100),
    children integer check (children >= 0),
    check (birth_year <= school_year + 1),
    primary key (township_id, school_year, birth_year)
);
comment on table children is '户籍儿童，一行一个乡镇一个出生年度';
comment on column children.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column children.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column children.birth_year is '出生年度 b：上年 9 月 1 日至 b 年 8 月 31 日出生 | 年';
comment on column children.children is '户籍儿童数 | 人';
