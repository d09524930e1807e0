-- pupils counted in the monitoring behind an academic result of one township, and the file it came from
select m.value as tested, f.file, f.as_of, f.sha256
from township_measurement m
join township t on t.township_id = m.township_id
left join source_file f on f.extract = 'assessment'
where m.measure = 'tested' and m.township_id = $township and m.school_year = $year and m.stage = $stage
    and list_contains($districts, t.district_id)
