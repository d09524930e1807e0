-- grain: key of indicator_stage that stands there more than once
-- zh: 指标学段表（indicator_stage）每个键只有一行
select indicator_id, stage, count(*) as times
from indicator_stage
group by indicator_id, stage
having count(*) > 1
