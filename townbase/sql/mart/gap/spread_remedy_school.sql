-- grain: delivered_id x stage x resource x school_year: schools of the smallest set, in the order of raising, with the coefficient once so many are raised
-- zh: 差异系数超限补齐学校表
select d.delivered_id, d.school_id, d.township_id, d.district_id, d.stage, d.resource, d.school_year,
    r.place, d.value, d.threshold, d.lacking, r.coefficient_raised
from spread_remedy m
join spread_raise r on r.district_id = m.district_id and r.stage = m.stage and r.resource = m.resource
    and r.school_year = m.school_year and r.trial = m.trial and r.place <= m.schools_needed
join dispersion_school d on d.delivered_id = r.delivered_id and d.stage = r.stage and d.resource = r.resource
    and d.school_year = r.school_year
