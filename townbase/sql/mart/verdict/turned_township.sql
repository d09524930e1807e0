-- grain: township_id x school_year x reading: counted townships whose status another reading turns
-- zh: 换口径后结论不同的乡镇表
select t.township_id, t.district_id, t.school_year, t.reading, t.published, t.status, t.turned_rows
from township_reading t
where t.status <> t.published
