-- grain: judged indicator x stage of one action (or of all): pooled value, and how many chosen townships stand where, now and the year before
with chosen as (
    select t.township_id
    from township t
    where t.counted and list_contains($districts, t.district_id)
        and ($district is null or t.district_id = $district)
        and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
        and ($batch is null or t.batch = $batch)
        and ($managing_body is null or t.managing_body = $managing_body)
),
counts as (
    select p.indicator_id, p.stage,
        count(*) filter (where p.school_year = $year and p.verdict = 'met') as met,
        count(*) filter (where p.school_year = $year and p.state = 'slightly_below') as slightly_below,
        count(*) filter (where p.school_year = $year and p.verdict = 'not_met') as not_met,
        count(*) filter (where p.school_year = $year and p.verdict in ('no_data', 'too_small')) as missing,
        count(*) filter (where p.school_year = $year - 1 and p.verdict = 'not_met') as not_met_before,
        count(*) filter (where p.school_year = $year - 1 and p.verdict in ('met', 'not_met')) as judged_before,
        max(case when p.school_year = $year then p.target end) as target,
        min(case when p.school_year = $year then p.target end) as least_target,
        max(case when p.school_year = $year then p.target_from end) as target_from,
        sum(case when p.school_year = $year and p.verdict = 'not_met' then p.shortfall_units end) as shortfall_units,
        sum(case when p.school_year = $year and p.denominator is not null then p.numerator end) as numerator,
        sum(case when p.school_year = $year and p.numerator is not null then p.denominator end) as denominator,
        sum(case when p.school_year = $year then p.reported end) as reported,
        sum(case when p.school_year = $year then p.due end) as due
    from progress p
    where p.township_id in (select township_id from chosen) and (p.school_year = $year or p.school_year = $year - 1)
    group by p.indicator_id, p.stage
)
select
    i.indicator_id, i.stage, i.action, a.title as action_title, a.short as action_short, i.role, i.title, i.scope, i.form,
    i.numerator as numerator_measure, i.per, i.unit, i.value_unit, i.rule, i.threshold, c.met, c.slightly_below, c.not_met, c.missing,
    c.not_met_before, c.judged_before, c.target, c.least_target, c.target_from, c.shortfall_units,
    case when c.reported >= s.enough_returned * c.due then c.numerator / nullif(c.denominator, 0) * i.per end as value
from counts c
join indicator_stage i on i.indicator_id = c.indicator_id and i.stage = c.stage
join actions a on cast(a.action as integer) = i.action
cross join chosen_setting s
where i.level = 'township' and i.role <> 'monitor' and ($action is null or i.action = $action)
order by i.position
