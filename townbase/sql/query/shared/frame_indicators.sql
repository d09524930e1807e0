-- grain: indicator
select indicator_id, action, title
from indicators
order by action, indicator_id
