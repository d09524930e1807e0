-- grain: counted township of a district or of the city, one indicator, stage and school_year: its value, the chosen urban value, its pupils of the stage
with chosen as (
    -- values that schools return; academic results and surveys never come out as one township's number
    select indicator_id, stage, per, case when rule in ('at_most', 'below') then -1 else 1 end as sign
    from indicator_stage
    where indicator_id = $indicator and stage = $stage and origin = 'school'
),
returned as (
    -- a roll with a missing school is unknown, not smaller
    select r.township_id, count(*) = count(e.pupils) as complete
    from roster_stage r
    left join stage_enrolment e
      on e.delivered_id = r.delivered_id and e.school_year = r.school_year and e.stage = r.stage
    where r.stage = $stage and r.school_year = $year
    group by r.township_id
),
pupils as (
    select area_id as township_id, cast(sum(pupils) as bigint) as pupils
    from roll
    where area_kind = 'township' and stage = $stage and school_year = $year
    group by area_id
)
select
    t.township_id, t.name, t.district_id, t.district_name,
    case when r.complete then n.pupils end as pupils,
    g.town_numerator, g.town_denominator, g.town, g.town_coverage, g.covered, g.urban, g.urban_from, g.gap, g.slightly_below,
    -- what the numerator lacks to stand where the urban schools stand, in things: teachers, rooms, books
    c.sign * (g.urban * g.town_denominator / c.per - g.town_numerator) as lacking,
    coalesce(p.verdict = 'not_applicable', false) as absent
from township t
cross join chosen c
left join gap_against g
  on g.area_kind = 'township' and g.area_id = t.township_id and g.indicator_id = c.indicator_id and g.stage = c.stage
 and g.school_year = $year and g.against = $against
left join progress p
  on p.township_id = t.township_id and p.indicator_id = c.indicator_id and p.stage = c.stage and p.school_year = $year
left join returned r on r.township_id = t.township_id
left join pupils n on n.township_id = t.township_id
where t.counted
  and ($district is null or t.district_id = $district)
  and list_contains($districts, t.district_id)
order by t.district_id, t.township_id
