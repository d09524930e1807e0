-- grain: key of roll that stands there more than once
-- zh: 在校生表（roll）每个键只有一行
select area_kind, area_id, stage, grade, school_year, count(*) as times
from roll
group by area_kind, area_id, stage, grade, school_year
having count(*) > 1
