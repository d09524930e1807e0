-- grain: key of dispersion that stands there more than once
-- zh: 差异系数表（dispersion）每个键只有一行
select district_id, stage, resource, school_year, variant, count(*) as times
from dispersion
group by district_id, stage, resource, school_year, variant
having count(*) > 1
