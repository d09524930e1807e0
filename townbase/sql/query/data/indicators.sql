-- grain: indicator, by goal and action, with the names of both
select
    i.indicator_id, cast(i.goal as integer) as goal, g.title as goal_title, cast(i.action as integer) as action,
    a.title as action_title, a.short as action_short, i.role, i.title, i.stages, i.scope, i.level, i.form,
    i.numerator, i.denominator, i.per, i.unit, i.value_unit, i.rule, i.threshold, i.basis, i.source,
    i.clause_id, i.clause_2, i.valid_from, i.valid_to, i.owner_level,
    (select min(s.base_year) from indicator_stage s where s.indicator_id = i.indicator_id) as base_year,
    k.slightly_below_points, k.slightly_below_part, k.held_high
from indicators i
cross join chosen_setting k
left join goals g on cast(g.goal as integer) = cast(i.goal as integer)
left join actions a on cast(a.action as integer) = cast(i.action as integer)
order by goal, action, case i.role when 'core' then 1 when 'reference' then 2 else 3 end, i.indicator_id
