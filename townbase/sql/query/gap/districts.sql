-- grain: the city and every district x school_year, one indicator and stage; the district's own urban value beside
with names as (
    select district_id, min(district_name) as name
    from township
    group by district_id
)
select
    g.area_kind, g.area_id, coalesce(n.name, '全市') as name, g.school_year,
    g.town_numerator, g.town_denominator, g.town, g.town_coverage, g.covered, g.urban, g.urban_from,
    case when o.urban_from = 'district' then o.urban end as own_urban,
    g.gap, g.base_gap, g.closing, g.closes_in, g.change_town, g.change_urban, g.change_pupils
from gap_against g
left join names n on n.district_id = g.area_id
left join gap_against o
  on o.indicator_id = g.indicator_id and o.stage = g.stage and o.area_kind = g.area_kind
 and o.area_id = g.area_id and o.school_year = g.school_year and o.against = 'district'
where g.indicator_id = $indicator
  and g.stage = $stage
  and g.against = $against
  and g.school_year <= $year
  and (g.area_kind = 'city' or (g.area_kind = 'district' and list_contains($districts, g.area_id)))
order by g.area_kind, g.area_id, g.school_year
