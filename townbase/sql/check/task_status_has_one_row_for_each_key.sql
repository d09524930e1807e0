-- grain: key of task_status that stands there more than once
-- zh: 任务表（task_status）每个键只有一行
select task_id, unit_id, school_year, count(*) as times
from task_status
group by task_id, unit_id, school_year
having count(*) > 1
