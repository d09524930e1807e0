-- grain: school x indicator x stage, one school_year: schools below the target of a row that their township does not meet.
-- short_units: whole units the school itself lacks against the township's target; null where the rule has no target (rising)
select
    s.school_id,
    s.name as school,
    s.seat,
    s.township_id,
    t.name as township,
    p.indicator_id,
    p.stage,
    p.action,
    i.title,
    i.unit,
    v.value,
    p.target,
    case when i.rule = 'not_below_urban'
         then cast(floor(p.target * v.denominator - v.numerator + 1e-9) as integer)
         else cast(ceil(p.target * v.denominator - v.numerator - 1e-9) as integer)
    end as short_units
from progress p
join indicators i on i.indicator_id = p.indicator_id
join school s on s.township_id = p.township_id and s.school_year = p.school_year
join township t on t.township_id = p.township_id
join indicator_value v
  on v.area_kind = 'school'
 and v.area_id = s.school_id
 and v.indicator_id = p.indicator_id
 and v.stage = p.stage
 and v.school_year = p.school_year
 and v.scope = p.scope
where p.school_year = $year
  and p.verdict = 'not_met'
  and p.counted
  and p.role in ('core', 'reference')
  and i.rule in ('at_least', 'not_below_urban')
  and v.denominator > 0
  and v.value < p.target - 1e-9
  and p.district_id = $district
  and list_contains($districts, p.district_id)
order by s.school_id, p.action, p.indicator_id, p.stage
