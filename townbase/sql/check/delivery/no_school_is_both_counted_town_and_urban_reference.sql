-- grain: school x school_year that breaks the promise
-- zh: 城区对照学校不在纳入范围的乡镇内（否则同时计入两边）
-- warning
select school_id, school_year, township_id, name
from school s
where s.urban_reference
    and exists (select 1 from township t where t.township_id = s.township_id and t.counted)
