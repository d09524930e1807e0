-- grain: township_id x indicator_id x stage x school_year: rows whose verdict differs from the year before
-- zh: 判定变化表
with moved as (
    select now.township_id, now.indicator_id, now.stage, now.school_year, now.role,
        case
            when now.verdict = 'met' and before.verdict = 'not_met' then 'newly_met'
            when now.verdict = 'not_met' and before.verdict = 'met' then 'fell_back'
            when now.verdict in ('no_data', 'too_small') and before.verdict in ('met', 'not_met')
                then 'newly_missing'
        end as kind,
        coalesce(now.change_target, 0) as by_target,
        coalesce(now.change, 0) as by_own
    from progress now
    join progress before on before.township_id = now.township_id and before.indicator_id = now.indicator_id
        and before.stage = now.stage and before.school_year = now.school_year - 1
    where now.level = 'township'
)
select
    township_id, indicator_id, stage, school_year, role, kind,
    -- the larger part of the margin's movement in the direction of the change
    case
        when kind = 'fell_back' and by_target < by_own and by_target < 0 then 'target'
        when kind = 'newly_met' and by_target > by_own and by_target > 0 then 'target'
        when kind in ('fell_back', 'newly_met') then 'own'
    end as cause
from moved
where kind is not null
