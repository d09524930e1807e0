-- grain: indicator: which clauses it answers, and in one year how many of the counted townships it leaves unmet
with judged as (
    select p.indicator_id, p.township_id, p.school_year, bool_or(p.verdict = 'not_met') as unmet
    from progress p
    left join township t on t.township_id = p.township_id
    where p.school_year in ($year, $year - 1) and p.verdict in ('met', 'not_met')
        and (p.level = 'city' or (p.counted and list_contains($districts, p.district_id)))
        and ($district is null or p.level = 'city' or p.district_id = $district)
    group by p.indicator_id, p.township_id, p.school_year
)
select
    i.indicator_id, i.goal, i.action, i.title, i.role, i.level, i.stages, i.rule, i.threshold, i.form, i.basis, i.source,
    i.owner_level, i.value_unit, k.slightly_below_points, k.slightly_below_part, k.held_high, i.clause_id, i.clause_2,
    (select min(s.base_year) from indicator_stage s where s.indicator_id = i.indicator_id) as base_year,
    cast(count(case when j.school_year = $year then 1 end) as integer) as judged,
    cast(count(case when j.school_year = $year and j.unmet then 1 end) as integer) as unmet,
    cast(count(case when j.school_year = $year - 1 then 1 end) as integer) as judged_before,
    cast(count(case when j.school_year = $year - 1 and j.unmet then 1 end) as integer) as unmet_before
from indicators i
cross join chosen_setting k
left join judged j on j.indicator_id = i.indicator_id
group by all
order by min(i.rowid)
