-- grain: township x stage x school_year that breaks the promise
-- zh: 对口服务的乡镇有该学段的学校
-- warning
select s.township_id, s.stage, s.school_year, s.served_by
from township_stage s
left join township_stage g on g.township_id = s.served_by and g.stage = s.stage and g.school_year = s.school_year
where s.served_by is not null and s.schools = 0 and coalesce(g.schools, 0) = 0
    and s.school_year >= (select min(base_year) from goals)
