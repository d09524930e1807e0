-- the indicator values of one school in every school year, beside what its township was held to
select
    v.indicator_id, v.stage, v.school_year, v.numerator, v.denominator, v.value,
    i.title, i.form, i.rule, i.threshold, i.unit, i.value_unit, i.denominator as denominator_measure, p.target
from indicator_value v
join indicators i on i.indicator_id = v.indicator_id
join school s on s.school_id = v.area_id and s.school_year = v.school_year
left join progress p
    on p.township_id = s.township_id and p.indicator_id = v.indicator_id and p.stage = v.stage
    and p.school_year = v.school_year
where v.area_kind = 'school' and v.area_id = $school and v.school_year <= $year and v.scope = 'all'
    and i.form <> 'difference_rate' and list_contains($districts, s.district_id)
order by v.indicator_id, v.stage, v.school_year
