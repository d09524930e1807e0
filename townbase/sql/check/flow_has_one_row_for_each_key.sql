-- grain: key of flow that stands there more than once
-- zh: 去向表（flow）每个键只有一行
select area_kind, area_id, stage, school_year, part, destination, place, count(*) as times
from flow
group by area_kind, area_id, stage, school_year, part, destination, place
having count(*) > 1
