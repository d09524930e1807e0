-- grain: district x indicator x stage behind the chosen urban value in one school_year, indicators that must not be below the city
with names as (
    select district_id, min(district_name) as name
    from township
    group by district_id
)
select
    g.area_kind, g.area_id, n.name, g.indicator_id, g.stage, g.school_year, i.title, i.base_year,
    g.town_coverage, g.covered, g.urban_from, g.gap, g.base_gap, g.closing
from gap_against g
join indicator_stage i on i.indicator_id = g.indicator_id and i.stage = g.stage
join names n on n.district_id = g.area_id
where g.area_kind = 'district'
  and g.against = $against
  and g.school_year = $year
  and g.gap < 0
  and i.rule = 'not_below_urban'
  and ($stage is null or g.stage = $stage)
  and list_contains($districts, g.area_id)
order by g.area_id, i.position
