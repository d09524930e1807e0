-- grain: task_id x unit_id x school_year
create table delivery (
    task_id varchar not null,
    unit_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    due date check (due between date '2000-01-01' and date '2100-12-31'),
    status varchar check (status in ('not_started','in_progress','done')),
    done_on date check (done_on between date '2000-01-01' and date '2100-12-31'),
    evidence varchar,
    owner_unit varchar,
    lead_office varchar,
    primary key (task_id, unit_id, school_year)
);
comment on table delivery is '任务台账，一行一项任务一个责任对象一个学年';
comment on column delivery.task_id is '任务编号，见 tasks.csv | 代码';
comment on column delivery.unit_id is '乡镇、学校或区县代码 | 代码';
comment on column delivery.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column delivery.due is '应完成日期 | 日期';
comment on column delivery.status is '进展：not_started 未开始，in_progress 推进中，done 已完成 | 代码';
comment on column delivery.done_on is '完成日期 | 日期';
comment on column delivery.evidence is '佐证材料编号 | 文字';
comment on column delivery.owner_unit is '责任单位 | 文字';
comment on column delivery.lead_office is '牵头处室 | 文字';
