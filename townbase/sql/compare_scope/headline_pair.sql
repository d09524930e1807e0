-- grain: as headline_pair, of the city and of districts that a reader may see
select *
from headline_pair
where area_kind = 'city' or area_id in (from seen)
