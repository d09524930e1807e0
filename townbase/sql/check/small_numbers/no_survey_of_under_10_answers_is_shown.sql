-- grain: township x indicator that breaks the promise
-- zh: 不足 10 份答卷的调查不显示数值
select v.area_id, v.indicator_id, v.school_year, v.denominator
from indicator_value v
join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage
where v.area_kind = 'township' and i.origin = 'survey' and v.denominator < 10
