-- the unit that can act on the indicators of one township in one year, by action and level; at level school its schools
select action, owner_level, owner_unit
from indicator_owner
where township_id = $township and school_year = $year and list_contains($districts, district_id)
order by action, owner_level
