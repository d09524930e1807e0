-- grain: township_id: counted (纳入的乡镇), or urban (城区街道: urban and not counted); the rest are on neither side
-- zh: 乡镇城区两侧表
select township_id, district_id, case when counted then 'counted' else 'urban' end as side
from township
where counted or area = 'urban'
