-- grain: as value_change, of schools and townships that a reader may see
select *
from value_change
where before_township in (from own_place) or now_township in (from own_place)
