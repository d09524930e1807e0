-- grain: school_year x stage of one indicator: pooled values and how many counted townships stand where
with counts as (
    select p.school_year, p.stage,
        count(*) filter (where p.verdict = 'met') as met,
        count(*) filter (where p.verdict = 'not_met') as not_met,
        -- nothing to compare with is not the same as nothing returned
        count(*) filter (where p.verdict = 'no_data' and p.reason is distinct from 'first_year') as no_data,
        count(*) filter (where p.verdict = 'no_data' and p.reason = 'first_year') as first_year,
        count(*) filter (where p.verdict = 'too_small') as too_small,
        count(*) filter (where p.verdict = 'not_applicable') as not_applicable,
        count(*) filter (where p.verdict = 'no_target') as no_target,
        count(*) filter (where p.value is not null) as with_value,
        max(p.target) as target, min(p.target) as least_target,
        sum(p.reported) as reported, sum(p.due) as due
    from progress p
    where p.indicator_id = $indicator
        and (p.township_id = 'city' or (p.counted and list_contains($districts, p.district_id)))
        and ($district is null or p.district_id = $district or p.township_id = 'city')
    group by p.school_year, p.stage
)
select
    c.school_year, c.stage, c.met, c.not_met, c.no_data, c.first_year, c.too_small, c.not_applicable, c.no_target, c.with_value,
    c.target, c.least_target, c.reported, c.due,
    town.value as town_value, town.coverage as town_coverage, town.covered as town_covered,
    urban.value as urban_value, urban.coverage as urban_coverage, urban.covered as urban_covered
from counts c
left join indicator_value town
    on town.area_kind = case when $district is null then 'city' else 'district' end
    and ($district is null or town.area_id = $district) and town.indicator_id = $indicator and town.stage = c.stage
    and town.school_year = c.school_year
    and town.scope = (select case i.scope when 'seat_vs_other' then 'none' else i.scope end
        from indicators i where i.indicator_id = $indicator)
left join indicator_value urban
    on urban.area_kind = 'city' and urban.scope = 'urban' and urban.indicator_id = $indicator
    and urban.stage = c.stage and urban.school_year = c.school_year
order by c.school_year desc, case c.stage when 'preschool' then 1 when 'primary' then 2 when 'junior' then 3 else 4 end
