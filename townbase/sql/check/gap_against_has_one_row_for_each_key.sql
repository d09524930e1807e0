-- grain: key of gap_against that stands there more than once
-- zh: 城乡差距明细表（gap_against）每个键只有一行
select indicator_id, stage, area_kind, area_id, school_year, against, count(*) as times
from gap_against
group by indicator_id, stage, area_kind, area_id, school_year, against
having count(*) > 1
