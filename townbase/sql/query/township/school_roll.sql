-- pupils and classes of one school by year, stage and grade
select e.school_year, e.stage, e.grade, cast(sum(e.pupils) as bigint) as pupils,
    cast(sum(e.classes) as bigint) as classes,
    min(e.source_file) as source_file, min(e.source_row) as first_row, max(e.source_row) as last_row,
    max(f.sha256) as sha256, max(f.as_of) as as_of, max(f.source_kind) as source_kind, bool_and(f.reviewed) as reviewed
from enrolment e
join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year
left join source_file f on f.file = e.source_file
where r.school_id = $school and e.school_year <= $year and list_contains($districts, r.district_id)
group by e.school_year, e.stage, e.grade
order by e.school_year, e.stage, e.grade
