-- grain: action; targeted = some township row of it is ever judged (else its word comes from its tasks)
select
    a.action,
    a.title,
    a.short,
    a.note,
    count(i.indicator_id) > 0 as targeted
from actions a
left join indicators i
  on i.action = a.action and i.role in ('core', 'reference') and i.level = 'township'
group by a.action, a.title, a.short, a.note
order by a.action
