-- grain: as row_flip, of townships that a reader may see and of the city itself
select *
from row_flip
where place_id = 'city' or place_id in (from own_place)
