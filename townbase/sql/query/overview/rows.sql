-- grain: counted township x indicator x stage, one school_year: the judged rows that are not met or cannot be judged.
-- owner_level, owner_unit: who can act on the row; of level school nobody but the schools themselves
select
    p.township_id,
    p.district_id,
    p.indicator_id,
    p.stage,
    p.role,
    p.action,
    p.goal,
    i.title,
    i.form,
    i.rule,
    i.threshold,
    i.unit,
    i.value_unit,
    p.numerator,
    p.denominator,
    p.value,
    p.target,
    p.target_from,
    p.verdict,
    p.reason,
    p.borderline,
    p.shortfall_units,
    p.reported,
    p.due,
    i.owner_level,
    o.owner_unit
from progress p
join indicators i on i.indicator_id = p.indicator_id
left join indicator_owner o
  on o.township_id = p.township_id
 and o.action = p.action
 and o.owner_level = i.owner_level
 and o.school_year = p.school_year
where p.school_year = $year
  and p.counted
  and p.township_id <> 'city'
  and p.role in ('core', 'reference')
  and p.verdict in ('not_met', 'no_data', 'too_small')
  and list_contains($districts, p.district_id)
order by p.district_id, p.township_id, p.action, p.indicator_id, p.stage
