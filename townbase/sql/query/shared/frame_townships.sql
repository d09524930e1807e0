-- grain: township, in official order
select township_id, name, district_id, district_name, kind, counted, batch, managing_body
from township
where list_contains($districts, district_id)
order by district_id, township_id
