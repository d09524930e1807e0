-- grain: key of net_flow that stands there more than once
-- zh: 净流动表（net_flow）每个键只有一行
select area_kind, area_id, stage, school_year, count(*) as times
from net_flow
group by area_kind, area_id, stage, school_year
having count(*) > 1
