-- grain: code that breaks the promise
-- zh: 代码变更不能首尾相接成圈
select kind, old_id, new_id
from code_followed
where new_id in (select o.old_id from code_followed o where o.kind = code_followed.kind)
