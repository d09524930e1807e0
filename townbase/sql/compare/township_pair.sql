-- grain: place_id x place: a township as each version lists it, side by side (null: that version does not list it)
with listed as (
    select 'before' as version, township_id, name, district_id, district_name, counted
    from before.township
    union all
    select 'now', township_id, name, district_id, district_name, counted
    from now.township
),
placed as (
    select l.version, coalesce(c.new_id, l.township_id) as place_id, l.township_id, l.name, l.district_id,
        l.district_name, l.counted,
        -- where a version lists several under one code, they pair off from the code's own
        row_number() over (
            partition by l.version, coalesce(c.new_id, l.township_id)
            order by case when c.new_id is null then 0 else 1 end, l.township_id
        ) as place
    from listed l
    left join place_code c on c.kind = 'township' and c.old_id = l.township_id
)
select
    coalesce(n.place_id, b.place_id) as place_id,
    coalesce(n.place, b.place) as place,
    b.township_id as before_id, n.township_id as now_id,
    b.name as before_name, n.name as now_name,
    b.district_id as before_district, n.district_id as now_district,
    b.district_name as before_district_name, n.district_name as now_district_name,
    b.counted as before_counted, n.counted as now_counted
from (from placed where version = 'before') b
full join (from placed where version = 'now') n on n.place_id = b.place_id and n.place = b.place
