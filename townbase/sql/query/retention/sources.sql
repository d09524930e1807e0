-- grain: stage x origin of one township and year: where the pupils of its schools come from
select s.stage, s.origin, s.children, origin.name, origin.district_name, origin.district_id,
    coalesce(o.schools = 0 and o.served_by = s.township_id, false) as served
from intake_source s
join township t on t.township_id = s.township_id
left join township origin on origin.township_id = s.origin
left join township_stage o on o.township_id = s.origin and o.stage = s.stage and o.school_year = s.school_year
where s.township_id = $township and s.school_year = $year and list_contains($districts, t.district_id)
order by s.stage, s.children desc, s.origin
