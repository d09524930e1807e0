-- grain: stage of one indicator in one township and year, with its verdict
select
    t.township_id, t.name, t.district_id, t.district_name, t.counted, p.stage, p.value, p.numerator, p.denominator,
    p.target, p.verdict, p.reason, p.borderline, p.reported, p.due, p.coverage, p.covered, w.schools
from township t
left join progress p
    on p.township_id = t.township_id and p.indicator_id = $indicator and p.school_year = $year
    and ($stage is null or p.stage = $stage)
left join township_stage w
    on w.township_id = t.township_id and w.school_year = $year and w.stage = p.stage
where t.township_id = $township and list_contains($districts, t.district_id)
order by case p.stage when 'preschool' then 1 when 'primary' then 2 when 'junior' then 3 else 4 end
