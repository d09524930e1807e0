-- grain: key of roll_change that stands there more than once
-- zh: 在校生变化表（roll_change）每个键只有一行
select area_kind, area_id, stage, school_year, count(*) as times
from roll_change
group by area_kind, area_id, stage, school_year
having count(*) > 1
