-- grain: district: every one of the version, to read who may see which; never shown
select district_id, min(district_name) as district_name
from township
group by district_id
order by district_id
