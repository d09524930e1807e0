-- every row of one action in one year: township x indicator x stage
select
    p.township_id, t.district_id, i.indicator_id, i.role, i.title, i.scope, i.form, i.rule, i.threshold,
    i.unit, i.value_unit, i.numerator as numerator_measure, p.stage, p.numerator, p.denominator, p.value, p.target, p.target_from, p.verdict,
    p.reason, p.borderline, p.shortfall_units, p.change, u.value as urban_value,
    p.coverage, p.covered, c.kind as change_kind,
    c.cause as change_cause, g.schools
from progress p
join indicators i on i.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
left join indicator_value u
    on u.area_kind = $urban and (u.area_kind = 'city' or u.area_id = t.district_id)
    and u.scope = 'urban' and u.indicator_id = p.indicator_id and u.stage = p.stage
    and u.school_year = p.school_year
left join row_change c
    on c.township_id = p.township_id and c.indicator_id = p.indicator_id and c.stage = p.stage
    and c.school_year = p.school_year
left join township_stage g
    on g.township_id = p.township_id and g.stage = p.stage and g.school_year = p.school_year
where i.action = $action and p.school_year = $year and t.counted
    and list_contains($districts, t.district_id)
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
