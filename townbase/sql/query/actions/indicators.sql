-- the indicators of one action, in the order of the policy's rows
select
    i.indicator_id, i.goal, i.role, i.title, i.stages, i.scope, i.level, i.form, i.numerator, i.denominator,
    i.per, i.unit, i.value_unit, i.rule, i.threshold, i.basis, i.source, i.clause_id, i.clause_2,
    (select min(s.base_year) from indicator_stage s where s.indicator_id = i.indicator_id) as base_year,
    k.slightly_below_points, k.slightly_below_part, k.held_high
from indicators i
cross join chosen_setting k
where i.action = $action
order by i.rowid
