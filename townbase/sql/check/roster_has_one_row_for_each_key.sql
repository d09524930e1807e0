-- grain: key of roster that stands there more than once
-- zh: 学校（上报）表（roster）每个键只有一行
select delivered_id, school_year, count(*) as times
from roster
group by delivered_id, school_year
having count(*) > 1
