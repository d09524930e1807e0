-- grain: township x core indicator x stage that changed, one school_year against the year before
select
    r.township_id,
    r.indicator_id,
    i.title,
    r.stage,
    r.kind,
    r.cause
from row_change r
join indicators i on i.indicator_id = r.indicator_id
join township t on t.township_id = r.township_id
where r.school_year = $year
  and i.role = 'core'
  and list_contains($districts, t.district_id)
order by t.district_id, r.township_id, i.action, r.indicator_id, r.stage
