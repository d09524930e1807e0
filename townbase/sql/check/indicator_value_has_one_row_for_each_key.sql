-- grain: key of indicator_value that stands there more than once
-- zh: 指标值表（indicator_value）每个键只有一行
select area_kind, area_id, scope, indicator_id, stage, school_year, count(*) as times
from indicator_value
group by area_kind, area_id, scope, indicator_id, stage, school_year
having count(*) > 1
