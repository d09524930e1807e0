-- grain: row of indicator_value that breaks the promise
-- zh: 部分占整体的比例在 0 至 1 之间
-- warning
select v.area_kind, v.area_id, v.scope, v.indicator_id, v.stage, v.school_year, v.numerator, v.denominator
from indicator_value v
join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage
where i.form = 'share' and v.area_kind in ('school', 'township') and v.scope = 'all'
    -- more than what is due or needed may be there; pupils from outside are reckoned from two returns
    and i.denominator not in ('teachers_due', 'function_rooms_due', 'boarding_needed')
    and i.numerator <> 'outside_intake'
    and (v.value < 0 or v.value > 1 + 1e-9)
