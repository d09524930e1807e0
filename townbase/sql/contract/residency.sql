-- grain: township_id x school_year x stage x destination
create table residency (
    township_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    destination varchar not null,
    children integer check (children >= 0),
    primary key (township_id, school_year, stage, destination)
);
comment on table residency is '户籍儿童就读去向，一行一个户籍乡镇一个学段一个去向';
comment on column residency.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column residency.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column residency.stage is '学段：preschool 学前，primary 小学，junior 初中 | 代码';
comment on column residency.destination is '就读学校所在乡镇代码，或 other_city 市外、not_enrolled 未就读、unknown 去向不明 | 代码';
comment on column residency.children is '户籍儿童数 | 人';
