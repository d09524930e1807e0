-- grain: key of intake_forecast that stands there more than once
-- zh: 生源预测表（intake_forecast）每个键只有一行
select area_kind, area_id, stage, school_year, ahead, measure, count(*) as times
from intake_forecast
group by area_kind, area_id, stage, school_year, ahead, measure
having count(*) > 1
