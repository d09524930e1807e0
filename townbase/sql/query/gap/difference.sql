-- grain: counted township x stage x subject x formula, one school_year; of a single school no number, only whether it stays below
with allowed as (
    select stage, max(threshold_number) as allowed
    from indicator_stage
    where form = 'difference_rate'
    group by stage
)
select
    d.township_id, t.name, t.district_id, t.district_name, d.stage, d.subject, d.formula,
    case when d.schools > 1 then d.value end as value,
    d.met, d.judged, d.schools, a.allowed
from difference_rate d
join township t on t.township_id = d.township_id
left join allowed a on a.stage = d.stage
where t.counted
  and d.school_year = $year
  and ($stage is null or d.stage = $stage)
  and ($district is null or t.district_id = $district)
  and list_contains($districts, t.district_id)
order by t.district_id, d.township_id, d.stage desc, d.subject, d.formula
