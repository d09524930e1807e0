-- grain: key of progress that stands there more than once
-- zh: 判定表（progress）每个键只有一行
select township_id, indicator_id, stage, school_year, count(*) as times
from progress
group by township_id, indicator_id, stage, school_year
having count(*) > 1
