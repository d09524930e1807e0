-- grain: stage x measure that a township (not its schools) returns: surveys, accounts of children, funds
select m.stage, m.measure, m.value, m.organiser, m.withheld
from township_measurement m
join township t on t.township_id = m.township_id
where m.township_id = $township and m.school_year = $year and ($stage is null or m.stage in ($stage, 'none'))
    and list_contains($measures, m.measure) and list_contains($districts, t.district_id)
order by m.stage, m.measure
