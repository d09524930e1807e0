-- grain: core row of a counted township in one year that is not met or waits for data, with the unit that can act on it
select
    p.township_id, t.name, p.district_id, coalesce(t.district_name, p.district_id) as district_name,
    p.indicator_id, p.stage, i.title, i.unit, i.value_unit, i.rule, i.form, i.goal, i.action, i.owner_level, u.kind,
    o.owner_unit, p.verdict, p.reason, p.shortfall_units, s.status
from progress p
join indicators i on i.indicator_id = p.indicator_id
join unit_kind u on u.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
join township_status s on s.township_id = p.township_id and s.school_year = p.school_year and s.reading = 'strict'
left join indicator_owner o on o.township_id = p.township_id and o.action = i.action
    and o.owner_level = i.owner_level and o.school_year = p.school_year
where p.school_year = $year and p.role = 'core' and p.level = 'township' and p.counted
    and p.verdict in ('not_met', 'no_data', 'too_small')
    and list_contains($districts, p.district_id) and ($district is null or p.district_id = $district)
order by i.goal, i.action, i.rowid, p.stage, p.township_id
