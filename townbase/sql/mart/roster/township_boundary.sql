-- grain: township_id x ring (the outline of a township, simplified; longitude and latitude of each point; empty where none was delivered)
-- zh: 乡镇边界表
with followed as (
    select coalesce(code.new_id, b.township_id) as township_id, b.township_id as delivered_id, b.ring, b.longitudes, b.latitudes
    from boundary b
    left join code_followed code on code.kind = 'township' and code.old_id = b.township_id
)
select f.township_id,
    row_number() over (partition by f.township_id order by f.delivered_id, f.ring) as ring,
    f.longitudes,
    f.latitudes
from followed f
join township t on t.township_id = f.township_id
