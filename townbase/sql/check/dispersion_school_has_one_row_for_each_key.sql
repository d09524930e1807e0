-- grain: key of dispersion_school that stands there more than once
-- zh: 各校差异份额表（dispersion_school）每个键只有一行
select delivered_id, stage, resource, school_year, count(*) as times
from dispersion_school
group by delivered_id, stage, resource, school_year
having count(*) > 1
