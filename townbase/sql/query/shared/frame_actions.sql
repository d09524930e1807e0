-- grain: action
select action, title, short
from actions
order by action
