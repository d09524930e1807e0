-- grain: district x stage x school_year: local enrolment of one year and the one before
select l.area_id, l.stage, l.school_year, l.local, l.found, l.value, l.townships, l.comparable
from local_enrolment l
where l.area_kind = 'district' and l.school_year in ($year, $year - 1) and list_contains($districts, l.area_id)
order by l.area_id, l.stage, l.school_year
