-- grain: stage x origin of one township and year: where the pupils of its schools come from; origins that may not be seen
-- are one, other_district, without a name
select s.stage, case when s.is_hidden then 'other_district' else s.origin end as origin,
    cast(sum(s.children) as bigint) as children,
    any_value(case when not s.is_hidden then s.name end) as name,
    any_value(case when not s.is_hidden then s.district_name end) as district_name,
    any_value(case when not s.is_hidden then s.district_id end) as district_id,
    coalesce(bool_or(not s.is_hidden and o.schools = 0 and o.served_by = s.township_id), false) as served
from (
    select s.*, origin.name, origin.district_name, origin.district_id,
        coalesce(not list_contains($districts, origin.district_id), false) as is_hidden
    from intake_source s
    left join township origin on origin.township_id = s.origin
) s
join township t on t.township_id = s.township_id
left join township_stage o on o.township_id = s.origin and o.stage = s.stage and o.school_year = s.school_year
where s.township_id = $township and s.school_year = $year and list_contains($districts, t.district_id)
group by s.stage, case when s.is_hidden then 'other_district' else s.origin end
order by s.stage, children desc, origin
