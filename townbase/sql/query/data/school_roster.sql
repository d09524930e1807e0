-- grain: delivered row: where one school stands in the roster of one year, with file and row
select
    s.school_id as delivered_id, s.name, s.kind, s.seat, 'schools' as extract, s.source_file, s.source_row,
    f.as_of, f.source_kind, f.reviewed, f.sha256
from schools s
join roster r on r.delivered_id = s.school_id and r.school_year = s.school_year
left join source_file f on f.file = s.source_file
where r.school_id = $school and s.school_year = $year and list_contains($districts, r.district_id)
order by s.school_id
