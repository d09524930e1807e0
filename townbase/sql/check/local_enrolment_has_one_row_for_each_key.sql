-- grain: key of local_enrolment that stands there more than once
-- zh: 本地就读表（local_enrolment）每个键只有一行
select area_kind, area_id, stage, school_year, count(*) as times
from local_enrolment
group by area_kind, area_id, stage, school_year
having count(*) > 1
