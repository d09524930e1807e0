-- grain: row of intake_forecast that breaks the promise
-- zh: 预测数在预测区间内，且不为负
-- warning
select area_kind, area_id, stage, school_year, ahead, measure, low, expected, high
from intake_forecast
where expected < 0 or low > expected + 1e-9 or high < expected - 1e-9
    or (expected_98 is not null and expected_98 < expected - 1e-6)
