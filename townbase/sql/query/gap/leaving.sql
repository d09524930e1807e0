-- grain: counted township: teachers who left of those at the start of the year, and backbone teachers, of primary and junior schools together
with counted as (
    -- a stage that has not returned both leaves the whole unknown
    select p.township_id, i.numerator as measure,
        case when count(*) = count(case when p.covered then p.value end) then sum(p.numerator) end as part,
        case when count(*) = count(case when p.covered then p.value end) then sum(p.denominator) end as whole
    from progress p
    join indicators i on i.indicator_id = p.indicator_id
    where p.school_year = $year and p.stage in ('primary', 'junior') and p.verdict <> 'not_applicable'
        and i.scope = 'all' and i.numerator in ('teachers_left', 'backbone_teachers')
        and i.denominator in ('teachers_start', 'teachers')
    group by p.township_id, i.numerator
)
select t.township_id, t.name, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
    l.part as gone, l.whole as at_start, l.part / nullif(l.whole, 0) as left_share,
    b.part as backbone, b.whole as teachers, b.part / nullif(b.whole, 0) as backbone_share
from township t
left join counted l on l.township_id = t.township_id and l.measure = 'teachers_left'
left join counted b on b.township_id = t.township_id and b.measure = 'backbone_teachers'
where t.counted and list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
order by t.district_id, t.township_id
