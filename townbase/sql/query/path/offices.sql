-- grain: lead office (without the note in brackets, as shared/frame_offices) x one of three school years up to the chosen one: tasks whose day has come, done late, and still undone
select coalesce(trim(regexp_replace(lead_office, '（.*）$', '')), '') as office, school_year,
    cast(count(*) as integer) as due,
    cast(count(case when status = 'done_late' then 1 end) as integer) as late,
    cast(count(case when status = 'overdue' then 1 end) as integer) as overdue
from task_status
where school_year between $year - 2 and $year and status in ('done', 'done_late', 'overdue')
    and list_contains($districts, district_id) and ($district is null or district_id = $district)
group by 1, school_year
order by office, school_year
