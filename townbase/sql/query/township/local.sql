-- local enrolment of one township by stage and year
select l.stage, l.school_year, l.local, l.found, l.elsewhere, l.unplaced, l.value, l.word, l.reason
from local_enrolment l
join township t on t.township_id = l.area_id
where l.area_kind = 'township' and l.area_id = $township and l.school_year <= $year
    and list_contains($districts, t.district_id)
order by l.stage, l.school_year
