-- grain: key of theil that stands there more than once
-- zh: 泰尔指数表（theil）每个键只有一行
select stage, resource, school_year, count(*) as times
from theil
group by stage, resource, school_year
having count(*) > 1
