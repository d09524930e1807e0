-- grain: district x stage x resource x school_year over its limit whose set of schools does not bring it under, or is not counted rightly
-- zh: 建议补齐的学校全部补齐后，差异系数不超过限值；学校数与所列一致
with listed as (
    select district_id, stage, resource, school_year, count(*) as schools, min(coefficient_raised) as lowest
    from spread_remedy_school
    group by district_id, stage, resource, school_year
)
select m.district_id, m.stage, m.resource, m.school_year, m.outcome, m.schools_needed, l.schools, m.coefficient_raised
from spread_remedy m
left join listed l on l.district_id = m.district_id and l.stage = m.stage and l.resource = m.resource
    and l.school_year = m.school_year
where (m.outcome = 'by_raising' and (m.coefficient_raised > m.allowed + 1e-9 or l.schools is distinct from m.schools_needed))
   or (m.outcome = 'not_by_raising' and (m.lowest_reached <= m.allowed + 1e-9 or l.schools is not null))
