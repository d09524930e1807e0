-- grain: key of school that stands there more than once
-- zh: 学校表（school）每个键只有一行
select school_id, school_year, count(*) as times
from school
group by school_id, school_year
having count(*) > 1
