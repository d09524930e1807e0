-- the indicator values of one school in one year beside its township's and the urban value
select
    i.indicator_id, i.action, i.goal, i.role, i.title, i.scope, i.form, i.rule, i.threshold, i.per, i.unit,
    i.value_unit, i.denominator as denominator_measure, v.stage, v.numerator, v.denominator, v.value,
    p.value as township_value, p.target, p.target_from, u.value as urban_value
from indicator_value v
join indicators i on i.indicator_id = v.indicator_id
join school s on s.school_id = v.area_id and s.school_year = v.school_year
left join progress p
    on p.township_id = s.township_id and p.indicator_id = v.indicator_id and p.stage = v.stage
    and p.school_year = v.school_year
left join indicator_value u
    on u.area_kind = $urban and (u.area_kind = 'city' or u.area_id = s.district_id)
    and u.scope = 'urban' and u.indicator_id = v.indicator_id and u.stage = v.stage
    and u.school_year = v.school_year
where v.area_kind = 'school' and v.area_id = $school and v.school_year = $year and v.scope = 'all'
    and i.form <> 'difference_rate' and i.level = 'township'
    and (i.scope = 'all'
        or (i.scope = 'seat' and s.seat) or (i.scope = 'other' and not s.seat))
    and list_contains($districts, s.district_id)
