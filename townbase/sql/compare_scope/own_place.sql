-- grain: place_id: places of the districts of `seen`, in either version
select distinct place_id
from township_pair
where before_district in (from seen) or now_district in (from seen)
