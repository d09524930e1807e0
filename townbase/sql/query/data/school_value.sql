-- grain: stage of one indicator at one school in one year: the figure whose rows are asked for, and where the school stands
select
    s.school_id, s.name, s.township_id, t.name as township_name, s.kind, s.seat, s.urban_reference,
    v.stage, v.numerator, v.denominator, v.value
from school s
left join township t on t.township_id = s.township_id
left join indicator_value v
    on v.area_kind = 'school' and v.area_id = s.school_id and v.school_year = s.school_year
    and v.scope = 'all' and v.indicator_id = $indicator and ($stage is null or v.stage = $stage)
where s.school_id = $school and s.school_year = $year and list_contains($districts, s.district_id)
order by case v.stage when 'preschool' then 1 when 'primary' then 2 else 3 end
