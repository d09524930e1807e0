-- the indicators in the order of the policy's rows (the order of indicators.csv)
select i.indicator_id
from indicators i
