-- grain: school_id x school_year x stage
create table teaching (
    school_id varchar not null,
    school_year integer not null check (school_year between 2000 and 2100),
    stage varchar not null check (stage in ('preschool','primary','junior')),
    labour_list_met integer check (labour_list_met in (0, 1)),
    classes_course_complete integer check (classes_course_complete >= 0),
    classes_arts_pe_complete integer check (classes_arts_pe_complete >= 0),
    study_clubs integer check (study_clubs >= 0),
    fitness_passed integer check (fitness_passed >= 0),
    fitness_due integer check (fitness_due >= 0),
    art_skill_pupils integer check (art_skill_pupils >= 0),
    expert_linked integer check (expert_linked in (0, 1)),
    diagnosis_done integer check (diagnosis_done in (0, 1)),
    bridge_held integer check (bridge_held in (0, 1)),
    bridge_pupils integer check (bridge_pupils >= 0),
    bridge_pupils_due integer check (bridge_pupils_due >= 0),
    bridge_lead integer check (bridge_lead in (0, 1)),
    ict_teachers integer check (ict_teachers >= 0),
    dual_teacher_held integer check (dual_teacher_held in (0, 1)),
    books_borrowed integer check (books_borrowed >= 0),
    paired_supported integer check (paired_supported in (0, 1)),
    reform_project integer check (reform_project in (0, 1)),
    classes_labour_weekly integer check (classes_labour_weekly >= 0),
    club_pupils integer check (club_pupils >= 0),
    fitness_good integer check (fitness_good >= 0),
    quality_class integer check (quality_class in (0, 1)),
    support_due integer check (support_due >= 0),
    support_pupils integer check (support_pupils >= 0),
    ict_links_used integer check (ict_links_used in (0, 1)),
    joint_activities integer check (joint_activities >= 0),
    mental_lesson_met integer check (mental_lesson_met in (0, 1)),
    parent_class_pupils integer check (parent_class_pupils >= 0),
    check (fitness_passed <= fitness_due),
    check (bridge_pupils <= bridge_pupils_due),
    check (fitness_good <= fitness_passed),
    check (support_pupils <= support_due),
    primary key (school_id, school_year, stage)
);
comment on table teaching is '教育教学，一行一所学校一个学年一个学段';
comment on column teaching.school_id is '学校（园）标识码：cn 为 10 位数字 | 代码';
comment on column teaching.school_year is '学年起始年：2025 即 2025—2026学年 | 年';
comment on column teaching.stage is '学段：preschool 学前，primary 小学，junior 初中；两个学段的学校填两行 | 代码';
comment on column teaching.labour_list_met is '按年级执行劳动清单且有记录：1 是，0 否 | 所';
comment on column teaching.classes_course_complete is '按课程方案开齐开足的教学班数 | 个班';
comment on column teaching.classes_arts_pe_complete is '音乐、体育、美术均按课程方案开课的教学班数 | 个班';
comment on column teaching.study_clubs is '学习类社团数 | 个';
comment on column teaching.fitness_passed is '体质健康测试合格及以上人数 | 名';
comment on column teaching.fitness_due is '体质健康应测学生数 | 名';
comment on column teaching.art_skill_pupils is '经学校认定掌握一门以上艺术特长的学生数 | 名';
comment on column teaching.expert_linked is '有市级、区级骨干教师或教研员联系帮扶：1 是，0 否 | 所';
comment on column teaching.diagnosis_done is '学年内已开展教学管理诊断：1 是，0 否 | 所';
comment on column teaching.bridge_held is '学年内开展学段衔接（“泉引桥”）活动：1 是，0 否 | 所';
comment on column teaching.bridge_pupils is '参加衔接活动的衔接年级学生（幼儿）数 | 名';
comment on column teaching.bridge_pupils_due is '衔接年级学生（幼儿）数 | 名';
comment on column teaching.bridge_lead is '入选市级“泉引桥”引领校或典型案例：1 是，0 否 | 所';
comment on column teaching.ict_teachers is '每周使用智慧教育资源授课的专任教师数 | 名';
comment on column teaching.dual_teacher_held is '每月至少开展一次名师课堂、名校网络课堂或双师教学：1 是，0 否 | 所';
comment on column teaching.books_borrowed is '学年内学生借阅册次 | 册次';
comment on column teaching.paired_supported is '本学年接受镇驻地学校帮扶且有活动记录：1 是，0 否 | 所';
comment on column teaching.reform_project is '承担县级及以上课程教学改革项目：1 是，0 否 | 所';
comment on column teaching.classes_labour_weekly is '每周开设劳动课的教学班数 | 个班';
comment on column teaching.club_pupils is '参加学校社团的学生数 | 名';
comment on column teaching.fitness_good is '体质健康测试良好及以上人数 | 名';
comment on column teaching.quality_class is '本学年获县级及以上“品质课堂”认定：1 是，0 否 | 所';
comment on column teaching.support_due is '需要学习帮扶的学生数（只报人数） | 名';
comment on column teaching.support_pupils is '已得到学习帮扶的学生数（从需要的人中计） | 名';
comment on column teaching.ict_links_used is '教、学、测、评、管中至少两个环节常态应用信息技术：1 是，0 否 | 所';
comment on column teaching.joint_activities is '本学年参加教育发展共同体联合教研等活动的次数 | 次';
comment on column teaching.mental_lesson_met is '开设心理健康课且任课教师受过专业培训：1 是，0 否 | 所';
comment on column teaching.parent_class_pupils is '本学年家长参加过家长学校课程的学生（幼儿）数 | 名';
