-- grain: school_id x school_year x stage
create table facilities (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    places integer check (places >= 0),
    provincial_standard_met integer check (provincial_standard_met in (0, 1)),
    function_rooms integer check (function_rooms >= 0),
    function_rooms_due integer check (function_rooms_due >= 0),
    equipment_standard_met integer check (equipment_standard_met in (0, 1)),
    activity_room_met integer check (activity_room_met in (0, 1)),
    living_facility_met integer check (living_facility_met in (0, 1)),
    floor_area double check (floor_area >= 0),
    sports_area double check (sports_area >= 0),
    equipment_value double check (equipment_value >= 0),
    multimedia_rooms integer check (multimedia_rooms >= 0),
    ict_standard_met integer check (ict_standard_met in (0, 1)),
    lunch_served integer check (lunch_served >= 0),
    lunch_needed integer check (lunch_needed >= 0),
    bus_served integer check (bus_served >= 0),
    bus_needed integer check (bus_needed >= 0),
    boarding_beds integer check (boarding_beds >= 0),
    boarding_needed integer check (boarding_needed >= 0),
    books integer check (books >= 0),
    new_books integer check (new_books >= 0),
    library_standard_met integer check (library_standard_met in (0, 1)),
    books_recommended integer check (books_recommended >= 0),
    books_weeded integer check (books_weeded >= 0),
    check (lunch_served <= lunch_needed),
    check (bus_served <= bus_needed),
    check (books_recommended <= books),
    primary key (school_id, school_year, stage)
);
comment on table facilities is '办学条件，一行一所学校一个学年一个学段';
comment on column facilities.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column facilities.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column facilities.stage is '学段：preschool 学前，primary 小学，junior 初中；两个学段的学校填两行 | 代码';
comment on column facilities.places is '核定学位数 | 个';
comment on column facilities.provincial_standard_met is '全部办学（园）条件项目均达到省定标准：1 是，0 否 | 所';
comment on column facilities.function_rooms is '已建成且达标的功能室间数 | 间';
comment on column facilities.function_rooms_due is '按省定标准应配功能室间数 | 间';
comment on column facilities.equipment_standard_met is '教学仪器设备达到省定配备标准：1 是，0 否 | 所';
comment on column facilities.activity_room_met is '活动室和玩教具达到省定标准：1 是，0 否 | 所';
comment on column facilities.living_facility_met is '食堂、饮水、厕所、宿舍（寄宿制）均达标：1 是，0 否 | 所';
comment on column facilities.floor_area is '教学及辅助用房面积（不含室内运动场馆） | ㎡';
comment on column facilities.sports_area is '体育运动场馆面积 | ㎡';
comment on column facilities.equipment_value is '教学仪器设备值 | 元';
comment on column facilities.multimedia_rooms is '网络多媒体教室间数 | 间';
comment on column facilities.ict_standard_met is '信息化设备达到省定要求：1 是，0 否 | 所';
comment on column facilities.lunch_served is '校内供餐或配餐的学生数 | 人';
comment on column facilities.lunch_needed is '有午餐需求的学生数 | 人';
comment on column facilities.bus_served is '乘坐校车或定制公交的学生数 | 人';
comment on column facilities.bus_needed is '超过规定里程且有乘车需求的学生数 | 人';
comment on column facilities.boarding_beds is '寄宿床位数 | 张';
comment on column facilities.boarding_needed is '有寄宿需求的学生数 | 人';
comment on column facilities.books is '馆藏纸质图书册数 | 册';
comment on column facilities.new_books is '学年内新增（更新）纸质图书册数 | 册';
comment on column facilities.library_standard_met is '生均图书达到省定册数：1 是，0 否 | 所';
comment on column facilities.books_recommended is '馆藏图书中列入国家、省推荐目录的册数 | 册';
comment on column facilities.books_weeded is '学年内剔除的陈旧、破损图书册数 | 册';
