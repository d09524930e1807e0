-- grain: township_id x school_year: townships whose status (strict) differs from the year before
-- zh: 乡镇结论变化表
with moved as (
    select now.township_id, now.district_id, now.school_year,
        case
            when now.status = 'met' and before.status = 'not_met' then 'newly_met'
            when now.status = 'not_met' and before.status = 'met' then 'fell_back'
            when now.status = 'not_assessable' and before.status in ('met', 'not_met') then 'newly_missing'
        end as kind
    from township_status now
    join township_status before on before.township_id = now.township_id and before.reading = now.reading
        and before.school_year = now.school_year - 1
    where now.reading = 'strict'
),
causes as (
    select township_id, school_year, kind,
        min(case cause when 'target' then 1 else 0 end) as only_target
    from row_change
    where role = 'core' and kind in ('newly_met', 'fell_back')
    group by township_id, school_year, kind
)
select
    m.township_id, m.district_id, m.school_year, m.kind,
    -- the target's doing only where it is that of every core row that moved the same way
    case
        when m.kind = 'newly_missing' then null
        when coalesce(c.only_target, 0) = 1 then 'target'
        else 'own'
    end as cause
from moved m
left join causes c on c.township_id = m.township_id and c.school_year = m.school_year and c.kind = m.kind
where m.kind is not null
