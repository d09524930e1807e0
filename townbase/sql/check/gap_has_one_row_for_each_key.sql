-- grain: key of gap that stands there more than once
-- zh: 城乡差距表（gap）每个键只有一行
select indicator_id, stage, area_kind, area_id, school_year, count(*) as times
from gap
group by indicator_id, stage, area_kind, area_id, school_year
having count(*) > 1
