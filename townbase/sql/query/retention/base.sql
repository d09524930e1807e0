-- grain: school_year, from one on: of the townships with a school of the stage, how many have handed in what a forecast starts from
select s.school_year,
    cast(count(*) as integer) as due,
    cast(count(p.value) as integer) as enrolled,
    cast(count(r.township_id) as integer) as registered,
    -- pupils from elsewhere are known only where the register has said where its children go
    cast(count(o.value) as integer) as settled,
    cast(count(f.expected) as integer) as reckoned,
    count(p.value) >= max(c.year_complete) * count(*) as enrolled_whole,
    count(r.township_id) >= max(c.year_complete) * count(*) as registered_whole,
    count(o.value) >= max(c.year_complete) * count(*) as settled_whole,
    count(f.expected) >= max(c.year_complete) * count(*) as reckoned_whole
from township_stage s
cross join chosen_setting c
left join township_measurement p on p.township_id = s.township_id and p.stage = s.stage
    and p.school_year = s.school_year and p.measure = 'pupils'
left join township_measurement o on o.township_id = s.township_id and o.stage = s.stage
    and o.school_year = s.school_year and o.measure = 'outside_intake'
left join (select distinct township_id, school_year from birth_cohort) r on r.township_id = s.township_id
    and r.school_year = s.school_year
left join intake_forecast f on f.area_kind = 'township' and f.area_id = s.township_id and f.stage = s.stage
    and f.school_year = s.school_year and f.measure = 'roll' and f.ahead = 1
where s.stage = $stage and s.schools > 0 and s.school_year >= $year
group by s.school_year
order by s.school_year
