-- grain: place_id ('city' for rows of level city) x indicator_id x stage x school_year: a judged row as each version has it
with every as (
    select 'before' as version, p.township_id, p.indicator_id, p.stage, p.school_year, p.role, p.level, p.scope, p.rule,
        p.verdict, p.state, p.reason, p.numerator, p.denominator, p.value, p.target, p.target_from, p.reported, p.due,
        p.counted
    from before.progress p
    union all
    select 'now', p.township_id, p.indicator_id, p.stage, p.school_year, p.role, p.level, p.scope, p.rule,
        p.verdict, p.state, p.reason, p.numerator, p.denominator, p.value, p.target, p.target_from, p.reported, p.due,
        p.counted
    from now.progress p
),
placed as (
    select e.*, coalesce(c.new_id, e.township_id) as place_id
    from every e
    left join place_code c on c.kind = 'township' and c.old_id = e.township_id
    qualify row_number() over (
        partition by e.version, coalesce(c.new_id, e.township_id), e.indicator_id, e.stage, e.school_year
        order by case when c.new_id is null then 0 else 1 end, e.township_id
    ) = 1
)
select
    coalesce(n.place_id, b.place_id) as place_id, coalesce(n.indicator_id, b.indicator_id) as indicator_id,
    coalesce(n.stage, b.stage) as stage, coalesce(n.school_year, b.school_year) as school_year,
    coalesce(n.role, b.role) as role, coalesce(n.level, b.level) as level,
    coalesce(n.rule, b.rule) as rule, b.rule as before_rule, n.rule as now_rule,
    b.role as before_role, n.role as now_role,
    b.place_id is not null as in_before, n.place_id is not null as in_now,
    b.verdict as before_verdict, n.verdict as now_verdict,
    b.state as before_state, n.state as now_state,
    b.reason as before_reason, n.reason as now_reason,
    b.value as before_value, n.value as now_value, b.target as before_target, n.target as now_target,
    b.counted is distinct from n.counted as counted_moved,
    b.numerator is distinct from n.numerator or b.denominator is distinct from n.denominator
        or b.value is distinct from n.value or b.reported <> n.reported or b.due <> n.due as own_moved,
    b.target is distinct from n.target as target_moved,
    b.target_from is distinct from n.target_from as target_from_moved
from (from placed where version = 'before') b
full join (from placed where version = 'now') n
    on n.place_id = b.place_id and n.indicator_id = b.indicator_id and n.stage = b.stage
    and n.school_year = b.school_year
