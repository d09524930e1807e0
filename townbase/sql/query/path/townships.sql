-- grain: counted township that does not meet all six goals: what its core rows lack, and whether the cheapest set takes it
with short as (
    select p.township_id, p.district_id,
        count(case when p.verdict = 'not_met' and p.shortfall_units is not null then 1 end) as rows_short,
        sum(case when p.verdict = 'not_met' then coalesce(p.shortfall_units, 0) else 0 end) as units_short,
        -- not met and no units mend it: rises, differences
        count(case when p.verdict = 'not_met' and p.shortfall_units is null then 1 end) as rows_blocked,
        count(case when p.verdict in ('no_data', 'too_small') then 1 end) as rows_missing
    from progress p
    join township_status s on s.township_id = p.township_id and s.school_year = p.school_year and s.reading = 'strict'
    where p.school_year = $year and p.role = 'core' and p.level = 'township' and s.status <> 'met'
        and list_contains($districts, p.district_id) and ($district is null or p.district_id = $district)
    group by p.township_id, p.district_id
),
costed as (
    select s.township_id, s.district_id, s.rows_short, s.units_short, s.rows_blocked, s.rows_missing,
        case when $cost = 'units' then s.units_short else s.rows_short end as cost,
        s.rows_blocked = 0 and s.rows_missing = 0 as by_units
    from short s
),
needed as (
    -- a little less before rounding up, so that 0.8 x 5 stays 4
    select greatest(0, ceil(coalesce($target, h.needed_share) * h.counted - 1e-9) - h.met) as townships
    from headline h
    where h.school_year = $year and h.reading = 'strict'
        and h.area_kind = case when $district is null then 'city' else 'district' end
        and ($district is null or (h.area_id = $district and list_contains($districts, h.area_id)))
),
ranked as (
    select c.*, row_number() over (partition by c.by_units order by c.cost, c.units_short, c.township_id) as place
    from costed c
)
select
    t.township_id, t.name, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
    cast(r.rows_short as integer) as rows_short, cast(r.units_short as integer) as units_short,
    cast(r.rows_blocked as integer) as rows_blocked, cast(r.rows_missing as integer) as rows_missing,
    r.by_units,
    -- townships do not depend on one another, so the cheapest ones together are the cheapest set
    r.by_units and r.place <= n.townships as chosen
from ranked r
join township t on t.township_id = r.township_id
cross join needed n
order by r.by_units desc, r.cost, r.units_short, t.township_id
