-- grain: township (every one in scope, counted or not, in official order)
select
    t.township_id,
    t.name,
    t.district_id,
    coalesce(t.district_name, t.district_id) as district_name,
    t.kind,
    coalesce(t.counted, false) as counted,
    t.batch,
    t.managing_body,
    t.tile_x,
    t.tile_y,
    -- whether the delivery brought its outline
    t.township_id in (select township_id from township_boundary) as bounded
from township t
where list_contains($districts, t.district_id)
order by t.district_id, t.township_id
