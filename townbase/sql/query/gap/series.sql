-- grain: indicator x stage x school_year of one area (the city or a district) against the city's or its own urban schools
select
    g.area_kind, g.area_id, g.indicator_id, g.stage, g.school_year, i.title, i.role, i.rule, i.form, i.unit, i.value_unit, i.base_year, i.position,
    g.town, g.town_coverage, g.covered, g.urban, g.urban_from, g.gap, g.base_gap, g.closing, g.closes_in
from gap_against g
join indicator_stage i on i.indicator_id = g.indicator_id and i.stage = g.stage
where g.area_kind = $area_kind
  and g.area_id = $area
  and g.against = $against
  and g.school_year <= $year
  and (g.area_kind = 'city' or list_contains($districts, g.area_id))
order by i.position, g.school_year
