-- grain: key of township_measurement that stands there more than once
-- zh: 乡镇原始量表（township_measurement）每个键只有一行
select township_id, school_year, stage, measure, count(*) as times
from township_measurement
group by township_id, school_year, stage, measure
having count(*) > 1
