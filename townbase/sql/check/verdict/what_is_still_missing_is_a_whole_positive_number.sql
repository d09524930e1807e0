-- grain: row of progress that breaks the promise
-- zh: “还差”的数量至少为 1，且只出现在未达标的指标上
select township_id, indicator_id, stage, school_year, verdict, shortfall_units
from progress
where shortfall_units is not null and (shortfall_units < 1 or verdict <> 'not_met')
