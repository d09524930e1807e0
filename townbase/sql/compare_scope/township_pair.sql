-- grain: as township_pair, of townships that a reader may see; a district that it came from or went to without a name
select * replace (
    case when before_district in (from seen) then before_district_name end as before_district_name,
    case when now_district in (from seen) then now_district_name end as now_district_name
)
from township_pair
where before_district in (from seen) or now_district in (from seen)
