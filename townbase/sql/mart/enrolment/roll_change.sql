-- grain: area_kind (township, district, city) x area_id x stage x school_year: the change of pupils against the year before, in parts that add up
-- zh: 在校生变化表
with measured as (
    select township_id, stage, school_year,
        max(case when measure = 'pupils' then value end) as pupils,
        max(case when measure = 'outside_intake' then value end) as outside
    from township_measurement
    group by township_id, stage, school_year
),
state as (
    -- pupils = children x found x own + outside: registered children, share of them found in school, share of those in its own schools
    select m.township_id, t.district_id, m.stage, m.school_year, m.pupils, m.outside,
        cast(a.children as double) as children,
        cast(a.found as double) / nullif(a.children, 0) as found,
        (m.pupils - m.outside) / nullif(cast(a.found as double), 0) as own
    from measured m
    join township t on t.township_id = m.township_id
    left join local_account a on a.area_kind = 'township' and a.area_id = m.township_id and a.stage = m.stage
        and a.school_year = m.school_year and a.withheld = 0
    where m.pupils is not null
),
pair as (
    select n.township_id, n.district_id, n.stage, n.school_year,
        n.pupils, b.pupils as pupils_before, n.outside - b.outside as from_outside,
        n.children as c1, b.children as c0, n.found as f1, b.found as f0,
        -- without a child found there is no share: the other year's stands in, times nothing
        coalesce(n.own, b.own, 0) as s1, coalesce(b.own, n.own, 0) as s0,
        n.outside is not null and b.outside is not null and n.found is not null and b.found is not null as comparable
    from state n
    left join state b on b.township_id = n.township_id and b.stage = n.stage and b.school_year = n.school_year - 1
),
split as (
    -- Shapley: each factor's part is its mean over every order of change, so the parts add up
    select township_id, district_id, stage, school_year, pupils, pupils_before, comparable,
        (c1 - c0) * (2 * f0 * s0 + f0 * s1 + f1 * s0 + 2 * f1 * s1) / 6 as from_children,
        (f1 - f0) * (2 * c0 * s0 + c0 * s1 + c1 * s0 + 2 * c1 * s1) / 6 as from_found,
        (s1 - s0) * (2 * c0 * f0 + c0 * f1 + c1 * f0 + 2 * c1 * f1) / 6 as from_share,
        from_outside
    from pair
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, school_year, pupils, pupils_before, comparable,
        from_children, from_found, from_share, from_outside
    from split
    union all
    select 'district' as area_kind, district_id as area_id, stage, school_year, pupils, pupils_before, comparable,
        from_children, from_found, from_share, from_outside
    from split
    union all
    select 'city' as area_kind, 'city' as area_id, stage, school_year, pupils, pupils_before, comparable,
        from_children, from_found, from_share, from_outside
    from split
)
select
    area_kind, area_id, stage, school_year,
    cast(sum(case when comparable then pupils end) as bigint) as pupils,
    cast(sum(case when comparable then pupils_before end) as bigint) as pupils_before,
    cast(sum(case when comparable then pupils - pupils_before end) as bigint) as change,
    sum(case when comparable then from_children end) as from_children,
    sum(case when comparable then from_found end) as from_found,
    sum(case when comparable then from_share end) as from_share,
    sum(case when comparable then from_outside end) as from_outside,
    cast(sum(case when comparable then 1 else 0 end) as integer) as townships,
    cast(sum(case when comparable then 0 else 1 end) as integer) as left_out
from areas
group by area_kind, area_id, stage, school_year
