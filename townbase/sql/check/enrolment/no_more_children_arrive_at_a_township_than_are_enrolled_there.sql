-- grain: township x stage x school_year that breaks the promise
-- zh: 在本乡镇就读的户籍学生数不多于在校生数
-- warning
with arriving as (
    select coalesce(code.new_id, r.destination) as township_id, r.school_year, r.stage, sum(r.children) as children
    from residency r
    left join code_followed code on code.kind = 'township' and code.old_id = r.destination
    group by coalesce(code.new_id, r.destination), r.school_year, r.stage
)
select a.township_id, a.school_year, a.stage, cast(m.value as bigint) as enrolled
from arriving a
join township_measurement m on m.township_id = a.township_id and m.school_year = a.school_year
    and m.stage = a.stage and m.measure = 'pupils'
where a.children > m.value
