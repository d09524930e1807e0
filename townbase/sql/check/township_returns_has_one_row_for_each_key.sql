-- grain: key of township_returns that stands there more than once
-- zh: 各乡镇报送情况表（township_returns）每个键只有一行
select township_id, school_year, extract, count(*) as times
from township_returns
group by township_id, school_year, extract
having count(*) > 1
