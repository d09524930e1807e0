-- grain: overdue task x township (what its schools owe is one task of the township) or district, one school_year.
-- lead_office: without the note in brackets (会同区县), so that an office is one; units: how many schools (else 1) are late
with late as (
    select
        s.*,
        case when s.unit_kind = 'district' then null else s.township_id end as place_id,
        nullif(trim(regexp_replace(s.lead_office, '（.*）$', '')), '') as office
    from task_status s
    where s.school_year = $year
      and s.status = 'overdue'
      and list_contains($districts, s.district_id)
)
select
    l.task_id,
    coalesce(any_value(k.title), l.task_id) as title,
    l.action,
    l.unit_kind,
    l.place_id as township_id,
    any_value(t.name) as township,
    l.district_id,
    any_value(d.district_name) as district,
    min(l.owner_unit) as owner_unit,
    min(l.office) as lead_office,
    cast(count(*) as integer) as units,
    min(l.due) as due,
    max(l.days_overdue) as days_overdue
from late l
left join tasks k on k.task_id = l.task_id
left join township t on t.township_id = l.place_id
left join (
    select district_id, any_value(coalesce(district_name, district_id)) as district_name from township group by district_id
) d on d.district_id = l.district_id
group by l.task_id, l.action, l.unit_kind, l.place_id, l.district_id
order by l.district_id, l.place_id nulls first, l.task_id
