-- grain: finding of the build, for who sees the whole city; errors (of a refused delivery) never stand in a published file
select severity, file, key, what, todo
from finding
-- they name places of everywhere
where not exists (select 1 from township where not list_contains($districts, district_id))
order by severity, file, key
