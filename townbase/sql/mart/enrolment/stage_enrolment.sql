-- grain: delivered_id x school_year x stage (a total with a missing grade is missing, not smaller)
-- zh: 学段在校生表
select
    e.school_id as delivered_id,
    e.school_year,
    e.stage,
    cast(case when count(*) = count(e.pupils) then sum(e.pupils) end as bigint) as pupils,
    cast(case when count(*) = count(e.classes) then sum(e.classes) end as bigint) as classes
from enrolment e
group by e.school_id, e.school_year, e.stage
