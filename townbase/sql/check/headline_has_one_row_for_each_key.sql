-- grain: key of headline that stands there more than once
-- zh: 总览数表（headline）每个键只有一行
select area_kind, area_id, school_year, reading, count(*) as times
from headline
group by area_kind, area_id, school_year, reading
having count(*) > 1
