-- grain: kind x old_id x school_year
create table code_changes (
    kind varchar not null check (kind in ('township','school')),
    old_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    new_id varchar not null,
    check (old_id <> new_id),
    primary key (kind, old_id, school_year)
);
comment on table code_changes is '代码变更：换码或合并，历史数据归到新代码';
comment on column code_changes.kind is '对象：township 乡镇，school 学校 | 代码';
comment on column code_changes.old_id is '原代码 | 代码';
comment on column code_changes.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column code_changes.new_id is '新代码 | 代码';
