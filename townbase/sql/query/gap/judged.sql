-- grain: city or district x indicator x stage, one school_year: how many counted townships are met and not met by the chosen urban value, those met although slightly below it
with chosen as (
    select coalesce(max(case when key = 'urban_level' then value end), 'city') as urban_level
    from setting
),
judged as (
    -- verdict_district_urban is the verdict by the urban value that is not judged; without one the judged value stood in
    select p.district_id, p.indicator_id, p.stage,
        case when c.urban_level = $against then p.verdict else coalesce(p.verdict_district_urban, p.verdict) end as verdict,
        coalesce(g.slightly_below, false) as slightly_below
    from progress p
    cross join chosen c
    left join gap_against g
      on g.area_kind = 'township' and g.area_id = p.township_id and g.indicator_id = p.indicator_id and g.stage = p.stage
     and g.school_year = p.school_year and g.against = $against
    where p.rule = 'not_below_urban'
      and p.counted
      and p.school_year = $year
)
select
    case when grouping(district_id) = 1 then 'city' else district_id end as area_id, indicator_id, stage,
    cast(count(*) filter (verdict = 'not_met') as integer) as unmet,
    cast(count(*) filter (verdict = 'met') as integer) as met,
    cast(count(*) filter (verdict = 'met' and slightly_below) as integer) as near
from judged
group by grouping sets ((indicator_id, stage), (district_id, indicator_id, stage))
having grouping(district_id) = 1 or list_contains($districts, district_id)
order by area_id, indicator_id, stage
