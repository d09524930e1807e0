-- grain: office of the bureau that leads tasks of one action in one year, the one of most tasks first
select q.lead_office, cast(count(*) as integer) as tasks
from task_status q
where q.action = $action and q.school_year = $year and q.lead_office is not null and list_contains($districts, q.district_id)
group by q.lead_office
order by tasks desc, q.lead_office
