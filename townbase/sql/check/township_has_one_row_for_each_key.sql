-- grain: key of township that stands there more than once
-- zh: 乡镇表（township）每个键只有一行
select township_id, count(*) as times
from township
group by township_id
having count(*) > 1
