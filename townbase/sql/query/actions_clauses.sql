-- the clauses of one action, as the policy words them
select c.*
from clauses c
where c.action = $action
