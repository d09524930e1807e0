-- the ten actions of one township in one year: what its indicators say, what its tasks say, and the office in the lead
with leads as (
    -- the office that leads most tasks of the action in the whole scope; in joint tasks its own name comes first
    select action, regexp_replace(lead_office, '（.*$', '') as lead_office
    from task_status
    where school_year = $year and lead_office is not null and list_contains($districts, district_id)
    group by action, regexp_replace(lead_office, '（.*$', '')
    qualify row_number() over (partition by action order by count(*) desc, regexp_replace(lead_office, '（.*$', '')) = 1
)
select
    a.action, a.title, a.short, p.judged, p.met, p.not_met, p.unmet_core, p.missing, p.borderline, p.slightly_below,
    p.tasks_due, p.tasks_done, p.tasks_overdue, p.indicator_word, p.task_word, p.status, l.lead_office
from actions a
left join action_progress p
    on p.action = a.action and p.township_id = $township and p.school_year = $year
    and list_contains($districts, p.district_id)
left join leads l on l.action = a.action
order by a.action
