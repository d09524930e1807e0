-- seat schools against the others of the same township, for the staffing indicators of one action, and both in the base year
with side as (
    select
        v.area_id as township_id, v.indicator_id, v.stage,
        max(case when v.scope = 'seat' and v.school_year = $year then v.value end) as seat_value,
        max(case when v.scope = 'seat' and v.school_year = $year then v.denominator end) as seat_denominator,
        max(case when v.scope = 'seat' and v.school_year = $year then v.numerator end) as seat_numerator,
        max(case when v.scope = 'other' and v.school_year = $year then v.value end) as other_value,
        max(case when v.scope = 'other' and v.school_year = $year then v.denominator end) as other_denominator,
        max(case when v.scope = 'other' and v.school_year = $year then v.numerator end) as other_numerator,
        max(case when v.scope = 'seat' and v.school_year = $year then v.due end) as seat_due,
        max(case when v.scope = 'other' and v.school_year = $year then v.due end) as other_due,
        max(case when v.scope = 'seat' and v.school_year = b.base_year then v.value end) as seat_base,
        max(case when v.scope = 'other' and v.school_year = b.base_year then v.value end) as other_base,
        max(b.base_year) as base_year
    from indicator_value v
    join indicators j on j.indicator_id = v.indicator_id
    left join (
        select g.goal, g.base_year from goals g where g.base_year < $year
    ) b on b.goal = j.goal
    where v.area_kind = 'township' and v.scope in ('seat', 'other') and (v.school_year = $year or v.school_year = b.base_year)
        and j.action = $action and j.scope = 'all' and j.role <> 'monitor'
        and j.form = 'share' and j.denominator in ('teachers', 'teachers_due')
    group by v.area_id, v.indicator_id, v.stage
)
select
    t.township_id, t.name, t.district_id, t.district_name, i.indicator_id, i.title, d.stage,
    d.seat_value, d.seat_numerator, d.seat_denominator, d.other_value, d.other_numerator,
    d.other_denominator, d.seat_due, d.other_due, d.seat_base, d.other_base, d.base_year
from township t
join side d on d.township_id = t.township_id
join indicators i on i.indicator_id = d.indicator_id
where (d.seat_due is not null or d.other_due is not null)
    and list_contains($districts, t.district_id) and t.counted
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
order by t.district_id, t.township_id
