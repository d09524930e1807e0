-- grain: core row (of one township its reference rows too) of a counted township in one year that is not met or waits for data: what can be taken as met
select
    p.township_id, t.name, p.district_id, coalesce(t.district_name, p.district_id) as district_name,
    p.indicator_id, p.stage, i.title, i.unit, i.value_unit, i.rule, i.form, i.threshold, p.numerator, p.denominator,
    p.value, p.target, p.due, p.reported, p.scope, p.borderline, i.goal, i.action, i.role, p.verdict, p.reason,
    p.shortfall_units, s.unmet_core + s.missing_core as open_core
from progress p
join indicators i on i.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
join township_status s on s.township_id = p.township_id and s.school_year = p.school_year and s.reading = 'strict'
where p.school_year = $year and p.role in ('core', 'reference') and p.level = 'township' and p.counted
    and p.verdict in ('not_met', 'no_data', 'too_small')
    and list_contains($districts, p.district_id) and ($district is null or p.district_id = $district)
    and case when $township is null then p.role = 'core' else p.township_id = $township end
order by s.unmet_core + s.missing_core, p.township_id, i.role = 'reference', i.goal, i.action, i.rowid, p.stage
