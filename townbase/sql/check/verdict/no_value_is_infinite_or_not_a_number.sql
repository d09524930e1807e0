-- grain: value that breaks the promise
-- zh: 没有无穷大或非数字的数值
with figures as (
    select 'indicator_value' as mart, area_id as key, indicator_id, school_year, value from indicator_value
    union all
    select 'indicator_value' as mart, area_id as key, indicator_id, school_year, numerator as value from indicator_value
    union all
    select 'indicator_value' as mart, area_id as key, indicator_id, school_year, denominator as value from indicator_value
    union all
    select 'progress' as mart, township_id as key, indicator_id, school_year, target as value from progress
    union all
    select 'progress' as mart, township_id as key, indicator_id, school_year, change as value from progress
    union all
    select 'difference_rate' as mart, township_id as key, subject as indicator_id, school_year, value from difference_rate
    union all
    select 'gap' as mart, area_id as key, indicator_id, school_year, gap as value from gap
    union all
    select 'local_enrolment' as mart, area_id as key, stage as indicator_id, school_year, value from local_enrolment
)
select mart, key, indicator_id, school_year, value
from figures
where isnan(value) or isinf(value)
