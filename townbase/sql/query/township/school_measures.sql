-- the delivered and derived measures of one school in one year, with the file and row of each
select
    m.delivered_id, m.stage, m.measure, m.value, m.source_file, m.source_row,
    f.sha256, f.as_of, f.source_kind, f.reviewed
from measurement m
join school s on s.school_id = m.school_id and s.school_year = m.school_year
left join source_file f on f.file = m.source_file
where m.school_id = $school and m.school_year = $year and list_contains($districts, s.district_id)
order by m.stage, m.source_file, m.source_row, m.measure
