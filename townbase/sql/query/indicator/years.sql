-- grain: school_year x stage of one indicator: pooled values and how many of the chosen townships stand where
with chosen as (
    select t.township_id
    from township t
    where t.counted and list_contains($districts, t.district_id)
        and ($district is null or t.district_id = $district)
        and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
        and ($batch is null or t.batch = $batch)
        and ($managing_body is null or t.managing_body = $managing_body)
),
counts as (
    select p.school_year, p.stage,
        count(*) filter (where p.verdict = 'met') as met,
        count(*) filter (where p.state = 'slightly_below') as slightly_below,
        count(*) filter (where p.verdict = 'not_met') as not_met,
        -- nothing to compare with is not the same as nothing returned
        count(*) filter (where p.verdict = 'no_data' and p.reason is distinct from 'first_year') as no_data,
        count(*) filter (where p.verdict = 'no_data' and p.reason = 'first_year') as first_year,
        count(*) filter (where p.verdict = 'too_small') as too_small,
        count(*) filter (where p.verdict = 'not_applicable') as not_applicable,
        count(*) filter (where p.verdict = 'no_target') as no_target,
        max(p.target) as target, min(p.target) as least_target, max(p.target_from) as target_from,
        sum(case when p.verdict = 'not_met' then p.shortfall_units end) as shortfall_units,
        sum(case when p.denominator is not null then p.numerator end) as numerator,
        sum(case when p.numerator is not null then p.denominator end) as denominator,
        sum(p.reported) as reported, sum(p.due) as due
    from progress p
    where p.indicator_id = $indicator and (p.township_id = 'city' or p.township_id in (select township_id from chosen))
    group by p.school_year, p.stage
)
select
    c.school_year, c.stage, c.met, c.slightly_below, c.not_met, c.no_data, c.first_year, c.too_small, c.not_applicable,
    c.no_target, c.target, c.least_target, c.target_from, c.shortfall_units, c.reported, c.due,
    -- a city's own row is not pooled; with few of the returns in, a sum stands for nothing
    case when c.reported >= s.enough_returned * c.due then
        coalesce(own.value, c.numerator / nullif(c.denominator, 0) * coalesce(try_cast(i.per as double), 1))
    end as town_value,
    c.numerator, c.denominator, urban.value as urban_value
from counts c
join indicators i on i.indicator_id = $indicator
cross join chosen_setting s
left join progress own
    on own.township_id = 'city' and own.indicator_id = $indicator and own.stage = c.stage
    and own.school_year = c.school_year
left join indicator_value urban
    on urban.area_kind = 'city' and urban.scope = 'urban' and urban.indicator_id = $indicator
    and urban.stage = c.stage and urban.school_year = c.school_year and i.scope <> 'seat_vs_other'
order by c.school_year, case c.stage when 'preschool' then 1 when 'primary' then 2 when 'junior' then 3 else 4 end
