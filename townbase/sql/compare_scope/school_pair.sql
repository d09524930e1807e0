-- grain: as school_pair, of schools that a reader may see
select *
from school_pair
where before_township in (from own_place) or now_township in (from own_place)
