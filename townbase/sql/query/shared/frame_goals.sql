-- grain: goal
select goal, title, short
from goals
order by goal
