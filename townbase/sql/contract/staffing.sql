-- grain: school_id x school_year x stage
create table staffing (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    teachers integer check (teachers >= 0),
    teachers_due integer check (teachers_due >= 0),
    bachelor_teachers integer check (bachelor_teachers >= 0),
    college_teachers integer check (college_teachers >= 0),
    backbone_teachers integer check (backbone_teachers >= 0),
    arts_pe_teachers integer check (arts_pe_teachers >= 0),
    subject_teachers_full integer check (subject_teachers_full in (0, 1)),
    mental_teacher_met integer check (mental_teacher_met in (0, 1)),
    principals integer check (principals >= 0),
    principals_qualified integer check (principals_qualified >= 0),
    trained_360_teachers integer check (trained_360_teachers >= 0),
    teachers_start integer check (teachers_start >= 0),
    teachers_left integer check (teachers_left >= 0),
    research_teachers integer check (research_teachers >= 0),
    exchange_due integer check (exchange_due >= 0),
    exchanged_teachers integer check (exchanged_teachers >= 0),
    allowance_due integer check (allowance_due >= 0),
    allowance_teachers integer check (allowance_teachers >= 0),
    housing_needed integer check (housing_needed >= 0),
    housing_met integer check (housing_met >= 0),
    recruit_planned integer check (recruit_planned >= 0),
    recruited_teachers integer check (recruited_teachers >= 0),
    order_trainees integer check (order_trainees >= 0),
    order_finished integer check (order_finished >= 0),
    talent_trainees integer check (talent_trainees >= 0),
    talent_finished integer check (talent_finished >= 0),
    care_teachers integer check (care_teachers >= 0),
    principals_under_50 integer check (principals_under_50 >= 0),
    principals_within_terms integer check (principals_within_terms >= 0),
    check (bachelor_teachers <= teachers),
    check (college_teachers <= teachers),
    check (bachelor_teachers <= college_teachers),
    check (backbone_teachers <= teachers),
    check (arts_pe_teachers <= teachers),
    check (principals_qualified <= principals),
    check (trained_360_teachers <= teachers),
    check (teachers_left <= teachers_start),
    check (exchanged_teachers <= exchange_due),
    check (allowance_teachers <= allowance_due),
    check (housing_met <= housing_needed),
    check (recruited_teachers <= recruit_planned),
    check (order_finished <= order_trainees),
    check (talent_finished <= talent_trainees),
    check (care_teachers <= teachers),
    check (principals_under_50 <= principals),
    check (principals_within_terms <= principals),
    primary key (school_id, school_year, stage)
);
comment on table staffing is '教师队伍，一行一所学校一个学年一个学段';
comment on column staffing.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column staffing.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column staffing.stage is '学段：preschool 学前，primary 小学，junior 初中；两个学段的学校填两行 | 代码';
comment on column staffing.teachers is '在岗专任教师数（长期借调、病休不在岗的不计） | 名';
comment on column staffing.teachers_due is '按核定编制和课时应配专任教师数（幼儿园按每班两教） | 名';
comment on column staffing.bachelor_teachers is '本科及以上学历专任教师数 | 名';
comment on column staffing.college_teachers is '专科及以上学历专任教师数 | 名';
comment on column staffing.backbone_teachers is '县级以上学科骨干教师数（称号在有效期内，一人只计一次） | 名';
comment on column staffing.arts_pe_teachers is '音乐、体育、美术专任教师数 | 名';
comment on column staffing.subject_teachers_full is '各学科均有专任教师或走教教师：1 是，0 否 | 所';
comment on column staffing.mental_teacher_met is '配备专（兼）职心理健康教师并开课：1 是，0 否 | 所';
comment on column staffing.principals is '校（园）长数 | 名';
comment on column staffing.principals_qualified is '具备任职资格且任职培训合格的校（园）长数 | 名';
comment on column staffing.trained_360_teachers is '满足五年 360 学时培训进度要求的专任教师数 | 名';
comment on column staffing.teachers_start is '上学年初专任教师数 | 名';
comment on column staffing.teachers_left is '上学年调离本镇（不含退休）的专任教师数 | 名';
comment on column staffing.research_teachers is '本学年参加县级及以上教研活动或课题研究的专任教师数 | 名';
comment on column staffing.exchange_due is '符合交流轮岗条件的专任教师数 | 名';
comment on column staffing.exchanged_teachers is '本学年交流轮岗或同时在两所及以上学校任教的专任教师数（从符合条件的人中计） | 名';
comment on column staffing.allowance_due is '应享受乡镇工作补贴的专任教师数 | 名';
comment on column staffing.allowance_teachers is '按月足额享受乡镇工作补贴的专任教师数 | 名';
comment on column staffing.housing_needed is '有周转住房需求的专任教师数 | 名';
comment on column staffing.housing_met is '已安排周转住房的专任教师数（从有需求的人中计） | 名';
comment on column staffing.recruit_planned is '本学年计划补充的专任教师数 | 名';
comment on column staffing.recruited_teachers is '本学年按计划补充到岗的专任教师数 | 名';
comment on column staffing.order_trainees is '本学年参加镇域教师订单式研修的专任教师数 | 名';
comment on column staffing.order_finished is '本学年参加订单式研修并结业的专任教师数 | 名';
comment on column staffing.talent_trainees is '列入校（园）长、优秀教师培养培训计划的人数 | 名';
comment on column staffing.talent_finished is '完成当年校（园）长、优秀教师培养培训任务的人数 | 名';
comment on column staffing.care_teachers is '本学年享受体检、慰问、疗休养等关爱措施的专任教师数 | 名';
comment on column staffing.principals_under_50 is '50 周岁以下的校（园）长数 | 名';
comment on column staffing.principals_within_terms is '在现任学校（园）任职不满两个任期的校（园）长数 | 名';
