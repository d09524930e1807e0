-- grain: progress row of a counted township whose verdict differs between the city's and its district's urban value
select
    p.township_id, t.name, p.district_id, t.district_name, p.indicator_id, p.stage, i.title, i.form, i.unit, i.value_unit,
    p.numerator, p.denominator, p.value, p.target, p.target_from, p.district_target, p.verdict, p.verdict_district_urban
from progress p
join township t on t.township_id = p.township_id
join indicator_stage i on i.indicator_id = p.indicator_id and i.stage = p.stage
where p.school_year = $year
  and p.counted
  and p.verdict in ('met', 'not_met')
  and p.verdict_district_urban in ('met', 'not_met')
  and p.verdict <> p.verdict_district_urban
  and ($stage is null or p.stage = $stage)
  and ($district is null or p.district_id = $district)
  and list_contains($districts, p.district_id)
order by p.district_id, p.township_id, i.position
