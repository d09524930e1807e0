-- grain: what can be looked for by its name, an earlier code or the code: district, township, action, indicator, clause
select 'district' as kind, district_id as id, min(district_name) as name, '' as place, district_id as also, 1 as rank
from township
where list_contains($districts, district_id)
group by district_id
union all
select 'township', township_id, name, district_name, concat_ws(' ', township_id, former_ids), 2
from township
where list_contains($districts, district_id)
union all
select 'action', cast(action as varchar), title, '', short, 3
from actions
union all
select 'indicator', indicator_id, title, '', '', 4
from indicators
union all
select 'clause', clause_id, trim(text), '', clause_id, 5
from clauses
order by rank, id
