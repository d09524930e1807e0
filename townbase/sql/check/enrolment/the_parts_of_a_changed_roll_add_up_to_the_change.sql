-- grain: area x stage x school_year that breaks the promise
-- zh: 在校生变化的各部分相加等于变化数，各级相加一致
with townships as (
    select t.district_id, c.stage, c.school_year, sum(c.change) as change
    from roll_change c
    join township t on t.township_id = c.area_id
    where c.area_kind = 'township'
    group by t.district_id, c.stage, c.school_year
)
select c.area_kind, c.area_id, c.stage, c.school_year, c.change
from roll_change c
left join townships s on c.area_kind = 'district' and s.district_id = c.area_id and s.stage = c.stage
    and s.school_year = c.school_year
where abs(c.change - c.from_children - c.from_found - c.from_share - c.from_outside) > 1e-6
    or (c.area_kind = 'district' and coalesce(c.change, 0) <> coalesce(s.change, 0))
