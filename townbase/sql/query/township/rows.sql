-- the indicator rows of one township in every school year, beside the urban value of the same year
select
    i.indicator_id, i.action, i.goal, i.role, i.title, i.scope, i.form, i.rule, i.threshold, i.per,
    i.unit, i.value_unit, i.basis, i.owner_level, i.numerator as numerator_measure, i.denominator as denominator_measure,
    p.stage, p.school_year, p.state, p.numerator, p.denominator, p.value, p.target, p.target_from,
    p.district_target, p.verdict, p.verdict_district_urban, p.reason, p.borderline,
    p.shortfall_units, p.attainment, p.change, p.change_own, p.change_target, p.change_from_pupils,
    p.reported, p.due, p.coverage, p.covered, u.value as urban_value, c.kind as change_kind, c.cause as change_cause,
    g.schools
from progress p
join indicators i on i.indicator_id = p.indicator_id
left join indicator_value u
    on u.area_kind = $urban and (u.area_kind = 'city' or u.area_id = p.district_id)
    and u.scope = 'urban' and i.scope <> 'seat_vs_other' and u.indicator_id = p.indicator_id and u.stage = p.stage
    and u.school_year = p.school_year
left join row_change c
    on c.township_id = p.township_id and c.indicator_id = p.indicator_id and c.stage = p.stage
    and c.school_year = p.school_year
left join township_stage g
    on g.township_id = p.township_id and g.stage = p.stage and g.school_year = p.school_year
where p.township_id = $township and list_contains($districts, p.district_id)
    and p.school_year <= $year
