-- grain: delivered row x measure: what one school returned of some measures in one year, with file and row
select
    m.delivered_id, m.stage, m.measure, m.value, m.extract, m.source_file, m.source_row,
    f.as_of, f.source_kind, f.reviewed, f.sha256
from measurement_delivered m
join roster r on r.delivered_id = m.delivered_id and r.school_year = m.school_year
left join source_file f on f.file = m.source_file
where r.school_id = $school and m.school_year = $year and ($stage is null or m.stage = $stage)
    and list_contains($measures, m.measure) and list_contains($districts, r.district_id)
order by m.stage, m.delivered_id, m.source_file, m.source_row, m.measure
