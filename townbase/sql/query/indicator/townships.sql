-- grain: chosen township, for one indicator, stage and year: its value, its verdict and who can act, in official order
select
    t.township_id, t.name, t.district_id, t.district_name, t.kind, t.tile_x, t.tile_y,
    t.township_id in (select township_id from township_boundary) as bounded, p.stage, p.numerator, p.denominator, p.value, p.target,
    p.target_from, p.verdict, p.state, p.reason, p.borderline, p.shortfall_units, p.change, p.reported, p.due,
    p.coverage, p.covered, u.value as urban_value, g.schools, o.owner_unit, c.kind as change_kind,
    c.cause as change_cause,
    -- what a survey's answers leave open
    case when s.origin = 'survey' then wilson_low(p.numerator, p.denominator) end as low,
    case when s.origin = 'survey' then wilson_high(p.numerator, p.denominator) end as high
from progress p
join township t on t.township_id = p.township_id
join indicator_stage s on s.indicator_id = p.indicator_id and s.stage = p.stage
left join indicator_value u
    on u.area_kind = 'city' and u.scope = 'urban' and u.indicator_id = p.indicator_id and u.stage = p.stage
    and u.school_year = p.school_year
left join township_stage g
    on g.township_id = p.township_id and g.stage = p.stage and g.school_year = p.school_year
left join indicator_owner o
    on o.township_id = p.township_id and o.action = s.action and o.owner_level = s.owner_level
    and o.school_year = p.school_year
left join row_change c
    on c.township_id = p.township_id and c.indicator_id = p.indicator_id and c.stage = p.stage
    and c.school_year = p.school_year
where p.indicator_id = $indicator and p.stage = $stage and p.school_year = $year and t.counted
    and list_contains($districts, t.district_id)
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
order by t.district_id, t.township_id
