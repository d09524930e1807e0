-- grain: counted township that does not meet all six goals: what its core rows lack, what that costs, and whether the cheapest set takes it
with short as (
    select p.township_id, p.district_id,
        count(case when p.verdict = 'not_met' and p.shortfall_units is not null then 1 end) as rows_short,
        sum(case when p.verdict = 'not_met' then coalesce(p.shortfall_units, 0) else 0 end) as units_short,
        -- a kind without a price costs one a unit
        sum(case when p.verdict = 'not_met' then coalesce(p.shortfall_units, 0) else 0 end
            * coalesce(list_extract($prices, cast(list_position($kinds, u.kind) as bigint)), 1)) as priced,
        -- not met and no units mend it: rises, differences
        count(case when p.verdict = 'not_met' and p.shortfall_units is null then 1 end) as rows_blocked,
        count(case when p.verdict in ('no_data', 'too_small') then 1 end) as rows_missing
    from progress p
    join unit_kind u on u.indicator_id = p.indicator_id
    join township_status s on s.township_id = p.township_id and s.school_year = p.school_year and s.reading = 'strict'
    where p.school_year = $year and p.role = 'core' and p.level = 'township' and s.status <> 'met'
        and list_contains($districts, p.district_id) and ($district is null or p.district_id = $district)
    group by p.township_id, p.district_id
),
costed as (
    select s.*,
        case when $cost = 'units' then s.priced else s.rows_short end as cost,
        s.rows_blocked = 0 and s.rows_missing = 0 as by_units
    from short s
),
ranked as (
    select c.*, row_number() over (partition by c.by_units order by c.cost, c.units_short, c.township_id) as place
    from costed c
)
select
    t.township_id, t.name, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
    cast(r.rows_short as integer) as rows_short, cast(r.units_short as bigint) as units_short, cast(r.cost as bigint) as cost,
    cast(r.rows_blocked as integer) as rows_blocked, cast(r.rows_missing as integer) as rows_missing,
    r.by_units,
    -- townships do not depend on one another, so the cheapest ones together are the cheapest set
    r.by_units and r.place <= $wanted as chosen
from ranked r
join township t on t.township_id = r.township_id
order by r.by_units desc, r.cost, r.units_short, t.township_id
