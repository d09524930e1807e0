-- grain: school of one stage: its first grade now and as expected one to three years on, where it falls under a number
select i.school_id, s.name, t.township_id, t.name as township, t.district_id, t.district_name, i.pupils,
    max(case when i.ahead = 1 then i.expected end) as expected_1,
    max(case when i.ahead = 2 then i.expected end) as expected_2,
    max(case when i.ahead = 3 then i.expected end) as expected_3
from school_intake i
join school s on s.school_id = i.school_id and s.school_year = i.school_year
join township t on t.township_id = i.township_id
where i.ahead <= 3 and i.stage = $stage and i.school_year = $year and list_contains($districts, t.district_id)
    and ($district = '' or t.district_id = $district) and ($township = '' or t.township_id = $township)
group by i.school_id, s.name, t.township_id, t.name, t.district_id, t.district_name, i.pupils
having min(i.expected) < $under
order by t.district_id, t.township_id, i.school_id
