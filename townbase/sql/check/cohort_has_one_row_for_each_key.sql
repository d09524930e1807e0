-- grain: key of cohort that stands there more than once
-- zh: 同批学生表（cohort）每个键只有一行
select area_kind, area_id, grade, school_year, count(*) as times
from cohort
group by area_kind, area_id, grade, school_year
having count(*) > 1
