-- grain: core row of a counted township that is not met in the year nor in the year before, the base year left aside
select p.township_id, t.name, p.district_id, coalesce(t.district_name, p.district_id) as district_name, t.batch,
    p.indicator_id, p.stage, i.title, i.unit, p.shortfall_units, b.shortfall_units as shortfall_before,
    -- nearer to its target than the year before, of rows that have one
    p.attainment > b.attainment + 1e-9 as nearer
from progress p
join progress b on b.township_id = p.township_id and b.indicator_id = p.indicator_id and b.stage = p.stage
    and b.school_year = p.school_year - 1 and b.verdict = 'not_met'
join indicators i on i.indicator_id = p.indicator_id
join township t on t.township_id = p.township_id
where p.school_year = $year and p.school_year - 1 > (select min(base_year) from goals)
    and p.role = 'core' and p.level = 'township' and p.counted and p.verdict = 'not_met'
    and list_contains($districts, p.district_id) and ($district is null or p.district_id = $district)
order by p.township_id, i.goal, i.action, i.rowid, p.stage
