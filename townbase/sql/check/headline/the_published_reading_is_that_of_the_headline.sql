-- grain: township x school_year whose strict reading, counted from its rows, is not its status
-- zh: 各口径从指标重新汇总，现行口径的结论与乡镇结论一致
select r.township_id, r.school_year, r.status, r.published
from township_reading r
where r.reading = 'strict' and r.status is distinct from r.published
