-- grain: counted township of one district x school_year, one indicator and stage, with the verdict against the chosen urban value
with chosen as (
    select coalesce(max(case when key = 'urban_level' then value end), 'city') as urban_level
    from setting
),
judged as (
    -- verdict_district_urban is the verdict by the urban value that is not judged; without one the judged value stood in
    select p.township_id, p.school_year,
        case when c.urban_level = $against then p.verdict else coalesce(p.verdict_district_urban, p.verdict) end as verdict
    from progress p
    cross join chosen c
    where p.indicator_id = $indicator and p.stage = $stage and p.rule = 'not_below_urban'
)
select
    g.area_kind, g.area_id, t.name, g.school_year,
    g.town_numerator, g.town_denominator, g.town, g.town_coverage, g.covered, g.urban, g.urban_from,
    case when o.urban_from = 'district' then o.urban end as own_urban,
    g.gap, g.base_gap, g.closing, g.closes_in, g.change_town, g.change_urban, g.change_pupils,
    j.verdict, case when j.verdict = 'met' and g.slightly_below then 'whole_unit' else 'point' end as reason
from gap_against g
join township t on t.township_id = g.area_id
left join gap_against o
  on o.indicator_id = g.indicator_id and o.stage = g.stage and o.area_kind = g.area_kind
 and o.area_id = g.area_id and o.school_year = g.school_year and o.against = 'district'
left join judged j
  on j.township_id = g.area_id and j.school_year = g.school_year
where g.indicator_id = $indicator
  and g.stage = $stage
  and g.against = $against
  and g.school_year <= $year
  and g.area_kind = 'township'
  and t.district_id = $district
  and list_contains($districts, t.district_id)
order by g.area_id, g.school_year
