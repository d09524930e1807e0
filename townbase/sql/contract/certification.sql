-- grain: township_id x goal
create table certification (
    township_id varchar not null,
    goal integer not null check (goal between 1 and 6),
    result varchar check (result in ('met','not_met')),
    decided_on date check (decided_on between date '2000-01-01' and date '2100-12-31'),
    decided_by varchar,
    primary key (township_id, goal)
);
comment on table certification is '督导认定结果，一行一个乡镇一项目标';
comment on column certification.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column certification.goal is '目标序号 1—6 | 序号';
comment on column certification.result is '认定结果：met 达标，not_met 未达标 | 代码';
comment on column certification.decided_on is '认定日期 | 日期';
comment on column certification.decided_by is '认定单位 | 文字';
