-- grain: row of progress that breaks the promise
-- zh: 完成程度在 0 至 1 之间
select township_id, indicator_id, stage, school_year, attainment
from progress
where attainment is not null and not (attainment >= 0 and attainment <= 1)
