-- grain: account that breaks the promise
-- zh: 不足 10 名户籍儿童的账目不予显示
select area_kind, area_id, stage, school_year, children
from local_enrolment
where area_kind = 'township' and (children < 10 or (withheld > 0 and (local is not null or value is not null)))
