-- grain: township_id (recoded townships keep one row, under the newest code)
-- zh: 乡镇表
with placed as (
    select
        coalesce(code.new_id, t.township_id) as followed_id,
        t.township_id, t.name, t.district_id, t.district_name, t.kind, t.area, t.counted,
        t.batch, t.managing_body, t.primary_served_by, t.junior_served_by,
        t.tile_x, t.tile_y, t.longitude, t.latitude
    from townships t
    left join code_followed code on code.kind = 'township' and code.old_id = t.township_id
),
kept as (
    -- where old and new code are both listed, the new one's own row describes the township
    select followed_id, name, district_id, district_name, kind, area, counted, batch, managing_body,
        primary_served_by, junior_served_by, tile_x, tile_y, longitude, latitude
    from placed
    qualify row_number() over (
        partition by followed_id
        order by case when township_id = followed_id then 0 else 1 end, township_id desc
    ) = 1
),
former as (
    select new_id, string_agg(old_id, ',' order by old_id) as former_ids
    from code_followed
    where kind = 'township' and old_id <> new_id
    group by new_id
)
select
    kept.followed_id as township_id,
    kept.name,
    kept.district_id,
    coalesce(kept.district_name, kept.district_id) as district_name,
    kept.kind,
    kept.area,
    coalesce(kept.counted, false) as counted,
    kept.counted is not null as counted_known,
    kept.batch,
    kept.managing_body,
    coalesce(primary_code.new_id, kept.primary_served_by) as primary_served_by,
    coalesce(junior_code.new_id, kept.junior_served_by) as junior_served_by,
    kept.tile_x,
    kept.tile_y,
    kept.longitude,
    kept.latitude,
    former.former_ids
from kept
left join former on former.new_id = kept.followed_id
left join code_followed primary_code
    on primary_code.kind = 'township' and primary_code.old_id = kept.primary_served_by
left join code_followed junior_code
    on junior_code.kind = 'township' and junior_code.old_id = kept.junior_served_by
