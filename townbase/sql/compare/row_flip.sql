-- grain: place_id x indicator_id x stage x school_year: rows of both versions whose verdict differs, with what made it differ
with flipped as (
    select *
    from row_pair
    where in_before and in_now and before_verdict is distinct from now_verdict
),
measures as (
    select indicator_id, stage, numerator as measure from before.indicator_stage
    union
    select indicator_id, stage, denominator from before.indicator_stage
    union
    select indicator_id, stage, numerator from now.indicator_stage
    union
    select indicator_id, stage, denominator from now.indicator_stage
    union
    -- who owes a return
    select indicator_id, stage, 'schools' from now.indicator_stage
),
own as (
    select f.place_id, f.indicator_id, f.stage, f.school_year,
        bool_or(t.is_new) as is_new, bool_or(t.is_gone) as is_gone, bool_or(t.is_revised) as is_revised
    from flipped f
    join measures m on m.indicator_id = f.indicator_id and m.stage = f.stage
    join figure_touched t on t.side = 'own' and t.place_id = f.place_id and t.stage = f.stage
        and t.measure = m.measure and t.school_year = f.school_year
    group by f.place_id, f.indicator_id, f.stage, f.school_year
),
compared as (
    -- what it is held against: urban schools of the year, or its own years before
    select f.place_id, f.indicator_id, f.stage, f.school_year,
        bool_or(t.is_new) as is_new, bool_or(t.is_gone) as is_gone, bool_or(t.is_revised) as is_revised
    from flipped f
    join measures m on m.indicator_id = f.indicator_id and m.stage = f.stage
    join figure_touched t on t.stage = f.stage and t.measure = m.measure
        and case
            when f.rule = 'rising' then t.side = 'own' and t.place_id = f.place_id and t.school_year < f.school_year
            else t.side = 'urban' and t.school_year = f.school_year
        end
    group by f.place_id, f.indicator_id, f.stage, f.school_year
),
explained as (
    select f.*,
        exists (select 1 from rule_change r where r.what = 'indicator' and r.id = f.indicator_id
            and r.field not in ('title', 'source', 'basis', 'clause_id', 'clause_2', 'owner_level')) as by_rule,
        case
            when (f.own_moved or f.rule = 'rising') and (o.is_revised or (o.is_new and o.is_gone)) then 'revised'
            when (f.own_moved or f.rule = 'rising') and o.is_new then 'new'
            when (f.own_moved or f.rule = 'rising') and o.is_gone then 'gone'
            when f.counted_moved then 'revised'
        end as by_own,
        case
            when not (f.target_moved or f.rule = 'rising') then null
            when c.is_revised or (c.is_new and c.is_gone) then 'revised'
            when c.is_new then 'new'
            when c.is_gone then 'gone'
        end as by_compared
    from flipped f
    left join own o on o.place_id = f.place_id and o.indicator_id = f.indicator_id and o.stage = f.stage
        and o.school_year = f.school_year
    left join compared c on c.place_id = f.place_id and c.indicator_id = f.indicator_id and c.stage = f.stage
        and c.school_year = f.school_year
)
select e.place_id, e.indicator_id, e.stage, e.school_year, e.role, e.before_role, e.now_role, e.level,
    e.before_verdict, e.now_verdict, e.before_state, e.now_state, e.before_reason, e.now_reason,
    e.before_value, e.now_value, e.before_target, e.now_target,
    case when e.by_rule then 'rule' else coalesce(e.by_own, e.by_compared, 'rule') end as cause,
    case
        when e.by_rule or coalesce(e.by_own, e.by_compared) is null then 'rule'
        when e.by_own is not null then 'own'
        when e.rule = 'rising' then 'years'
        else 'urban'
    end as cause_from
from explained e
