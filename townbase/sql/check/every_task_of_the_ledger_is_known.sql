-- grain: row of delivery that breaks the promise
-- zh: 任务台账中的任务编号和责任对象都能找到
-- warning
select d.task_id, d.unit_id, d.school_year
from delivery d
left join tasks t on t.task_id = d.task_id
left join code_followed code on code.kind = t.unit and code.kind = 'township' and code.old_id = d.unit_id
left join school_code_followed school_code on t.unit = 'school' and school_code.old_id = d.unit_id
    and d.school_year >= school_code.since and d.school_year < school_code.until
left join task_status s on s.task_id = d.task_id and s.school_year = d.school_year
    and s.unit_id = coalesce(school_code.new_id, code.new_id, d.unit_id)
where s.task_id is null
