-- grain: township_id
create table townships (
    township_id varchar not null,
    name varchar not null,
    district_id varchar not null,
    district_name varchar,
    kind varchar check (kind in ('镇','街道','乡','other')),
    area varchar check (area in ('urban','town')),
    counted boolean,
    batch varchar,
    managing_body varchar,
    primary_served_by varchar,
    junior_served_by varchar,
    tile_x integer,
    tile_y integer,
    longitude double check (longitude between -180 and 180),
    latitude double check (latitude between -90 and 90),
    primary key (township_id)
);
comment on table townships is '乡镇（街道）名录，一行一个乡镇（街道）';
comment on column townships.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column townships.name is '乡镇（街道）名称 | 文字';
comment on column townships.district_id is '区县（功能区）代码：cn 为 6 位数字 | 代码';
comment on column townships.district_name is '区县（功能区）名称 | 文字';
comment on column townships.kind is '类别：镇、街道、乡、other 其他 | 代码';
comment on column townships.area is '城区 urban 或乡镇 town | 代码';
comment on column townships.counted is '是否纳入 80% 的分母 | 是否';
comment on column townships.batch is '建设批次 | 文字';
comment on column townships.managing_body is '主管单位 | 文字';
comment on column townships.primary_served_by is '小学对口服务乡镇的代码（学生划片到邻镇时填） | 代码';
comment on column townships.junior_served_by is '初中对口服务乡镇的代码（学生划片到邻镇时填） | 代码';
comment on column townships.tile_x is '示意图列号 | 格';
comment on column townships.tile_y is '示意图行号 | 格';
comment on column townships.longitude is '经度 | 度';
comment on column townships.latitude is '纬度 | 度';
