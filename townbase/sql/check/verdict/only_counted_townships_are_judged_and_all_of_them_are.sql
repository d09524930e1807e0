-- grain: row of progress that breaks the promise
-- zh: 只对纳入范围的乡镇作判定，且每一行都有判定用语
select township_id, indicator_id, stage, school_year, counted, verdict
from progress
where (counted = false and verdict is not null)
    or (counted = true and (verdict is null or reason is null))
    or verdict not in ('met', 'not_met', 'no_data', 'no_target', 'not_applicable', 'too_small')
