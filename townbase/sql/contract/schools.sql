-- grain: school_id x school_year
create table schools (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    township_id varchar not null,
    name varchar not null,
    kind varchar not null check (kind in ('kindergarten','primary','junior','nine_year','teaching_point','other')),
    system varchar check (system in ('63','54')),
    seat boolean,
    urban_reference boolean,
    urban_quality boolean,
    ownership varchar check (ownership in ('public','affordable_private','other_private')),
    parent_school_id varchar,
    urban_rural_code varchar check (urban_rural_code in ('111','112','121','122','123','210','220')),
    primary key (school_id, school_year)
);
comment on table schools is '学校（园）名录，一行一所学校一个学年';
comment on column schools.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column schools.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column schools.township_id is '乡镇（街道）代码：cn 为 9 位数字 | 代码';
comment on column schools.name is '学校（园）名称 | 文字';
comment on column schools.kind is '类型：kindergarten 幼儿园，primary 小学（含完全小学），junior 初中，nine_year 九年一贯制，teaching_point 教学点，other 其他 | 代码';
comment on column schools.system is '学制：63 六三制，54 五四制 | 代码';
comment on column schools.seat is '是否镇驻地学校（由局里认定） | 是否';
comment on column schools.urban_reference is '是否城区对照学校 | 是否';
comment on column schools.urban_quality is '是否城区优质学校 | 是否';
comment on column schools.ownership is '办园（学）性质：public 公办，affordable_private 普惠性民办，other_private 其他民办 | 代码';
comment on column schools.parent_school_id is '所属中心校（总园）代码 | 代码';
comment on column schools.urban_rural_code is '统计用城乡分类代码 | 代码';
