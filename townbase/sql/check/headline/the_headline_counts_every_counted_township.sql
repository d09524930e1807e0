-- grain: school_year x reading that breaks the promise
-- zh: 全市统计的乡镇数等于名录中纳入范围的乡镇数
with listed as (
    select count(*) as townships from township where counted
)
select h.school_year, h.reading, h.counted, l.townships
from headline h
cross join listed l
where h.area_kind = 'city' and h.counted <> l.townships
