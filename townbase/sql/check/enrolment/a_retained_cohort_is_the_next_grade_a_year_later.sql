-- grain: township x grade x school_year that breaks the promise
-- zh: 同批学生的下一年人数等于下一年高一年级的在校生
select c.area_id as township_id, c.grade, c.school_year, c.next_pupils, n.pupils
from cohort c
left join cohort n on n.area_kind = 'township' and n.area_id = c.area_id and n.school_year = c.school_year + 1
    and n.position = c.position + 1
where c.area_kind = 'township' and c.next_pupils is not null and c.next_pupils <> coalesce(n.pupils, -1)
