-- grain: key of intake_source that stands there more than once
-- zh: 生源来源表（intake_source）每个键只有一行
select township_id, stage, school_year, origin, count(*) as times
from intake_source
group by township_id, stage, school_year, origin
having count(*) > 1
