-- grain: as certification_change, decisions of the districts that a reader may see; a district that one went to without a name
select * replace (case when coalesce(now_district, before_district) in (from seen) then district_name end as district_name)
from certification_change
where before_district in (from seen) or now_district in (from seen)
