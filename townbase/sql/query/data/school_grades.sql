-- grain: delivered row: pupils and classes of one school in one year by stage and grade, with file and row
select
    e.school_id as delivered_id, e.stage, e.grade, e.pupils, e.classes, 'enrolment' as extract, e.source_file, e.source_row,
    f.as_of, f.source_kind, f.reviewed, f.sha256
from enrolment e
join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year
left join source_file f on f.file = e.source_file
where r.school_id = $school and e.school_year = $year and ($stage is null or e.stage = $stage)
    and list_contains($districts, r.district_id)
order by e.stage, e.school_id, e.source_row
