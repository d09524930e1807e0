-- every row of one action in one year for two townships, with how the action stands in each
select
    t.township_id, t.name, t.district_id, t.district_name, t.counted,
    i.indicator_id, i.role, i.title, i.scope, i.form, i.rule, i.threshold, i.per,
    i.unit, i.value_unit, i.numerator as numerator_measure, p.stage, p.numerator, p.denominator, p.value, p.target,
    p.target_from, p.verdict, p.reason, p.borderline, p.shortfall_units, p.reported, p.due, p.coverage, p.covered,
    u.value as urban_value, g.schools
from progress p
join indicators i on i.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
left join indicator_value u
    on u.area_kind = $urban and (u.area_kind = 'city' or u.area_id = t.district_id)
    and u.scope = 'urban' and u.indicator_id = p.indicator_id and u.stage = p.stage
    and u.school_year = p.school_year
left join township_stage g
    on g.township_id = p.township_id and g.stage = p.stage and g.school_year = p.school_year
where i.action = $action and p.school_year = $year and i.role <> 'monitor'
    and (t.township_id = $one or t.township_id = $two)
    and list_contains($districts, t.district_id)
