-- the rows of one action in one year for two districts: pooled over the chosen townships, and how many are met
select
    t.district_id, max(t.district_name) as district_name, i.indicator_id, i.role, i.title, i.scope, i.form, i.rule,
    i.threshold, i.per, i.unit, i.value_unit, i.numerator as numerator_measure, p.stage,
    sum(case when p.denominator is not null then p.numerator end) as numerator,
    sum(case when p.numerator is not null then p.denominator end) as denominator,
    sum(case when p.denominator is not null then p.numerator end)
        / nullif(sum(case when p.numerator is not null then p.denominator end), 0) * coalesce(i.per, 1) as value,
    case when min(p.target) = max(p.target) then min(p.target) end as target,
    max(p.target_from) as target_from, max(u.value) as urban_value,
    cast(count(case when p.verdict = 'met' then 1 end) as integer) as met,
    cast(count(case when p.verdict = 'not_met' then 1 end) as integer) as not_met,
    cast(count(case when p.verdict in ('no_data', 'too_small') then 1 end) as integer) as missing
from progress p
join indicators i on i.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
left join indicator_value u
    on u.area_kind = 'city' and u.scope = 'urban' and u.indicator_id = p.indicator_id and u.stage = p.stage
    and u.school_year = p.school_year
where i.action = $action and p.school_year = $year and i.role <> 'monitor' and t.counted
    and (t.district_id = $one or t.district_id = $two)
    and list_contains($districts, t.district_id)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
group by t.district_id, i.indicator_id, i.role, i.title, i.scope, i.form, i.rule, i.threshold, i.per, i.unit,
    i.value_unit, i.numerator, p.stage
