-- grain: row of progress that breaks the promise
-- zh: 没有数值或没有目标值的指标不判定达标或未达标
select township_id, indicator_id, stage, school_year, verdict, value, target
from progress
where verdict in ('met', 'not_met') and (value is null or target is null)
