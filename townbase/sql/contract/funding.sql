-- grain: township_id x school_year x source
create table funding (
    township_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    source varchar not null,
    source_level varchar check (source_level in ('higher','local')),
    planned double check (planned >= 0),
    received double check (received >= 0),
    primary key (township_id, school_year, source)
);
comment on table funding is '办学条件提升资金，一行一个乡镇一个学年一个来源';
comment on column funding.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column funding.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column funding.source is '资金来源 | 文字';
comment on column funding.source_level is '资金层级：higher 上级财政（中央、省、市级），local 区县及以下 | 代码';
comment on column funding.planned is '本年度计划资金 | 元';
comment on column funding.received is '本年度已到位资金 | 元';
