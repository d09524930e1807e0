-- local enrolment of one township by stage and year, beside that of all counted townships together
select l.stage, l.school_year, l.local, l.found, l.elsewhere, l.unplaced, l.value, l.word, l.reason, c.value as counted_value
from local_enrolment l
join township t on t.township_id = l.area_id
left join local_enrolment c on c.area_kind = 'counted' and c.area_id = 'city' and c.stage = l.stage and c.school_year = l.school_year
where l.area_kind = 'township' and l.area_id = $township and l.school_year <= $year
    and list_contains($districts, t.district_id)
order by l.stage, l.school_year
