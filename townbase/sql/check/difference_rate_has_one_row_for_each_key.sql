-- grain: key of difference_rate that stands there more than once
-- zh: 差异率表（difference_rate）每个键只有一行
select township_id, stage, subject, school_year, formula, count(*) as times
from difference_rate
group by township_id, stage, subject, school_year, formula
having count(*) > 1
