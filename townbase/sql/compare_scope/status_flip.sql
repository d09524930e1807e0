-- grain: as status_flip, of townships that a reader may see; a district that one went to without a name
select * replace (case when coalesce(now_district, before_district) in (from seen) then district_name end as district_name)
from status_flip
where before_district in (from seen) or now_district in (from seen)
