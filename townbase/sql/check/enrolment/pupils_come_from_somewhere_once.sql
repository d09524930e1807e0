-- grain: township x stage x school_year that breaks the promise
-- zh: 各来源学生相加等于在校生
with told as (
    select township_id, stage, school_year, sum(children) as children
    from intake_source
    group by township_id, stage, school_year
)
select t.township_id, t.stage, t.school_year
from told t
join township_measurement m on m.township_id = t.township_id and m.stage = t.stage and m.school_year = t.school_year
    and m.measure = 'pupils'
where t.children <> m.value
