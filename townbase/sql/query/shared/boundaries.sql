-- grain: township in scope x ring: its outline
select b.township_id, b.ring, b.longitudes, b.latitudes
from township_boundary b
join township t on t.township_id = b.township_id
where list_contains($districts, t.district_id)
order by b.township_id, b.ring
