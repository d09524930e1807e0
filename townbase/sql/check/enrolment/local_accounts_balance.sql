-- grain: account that breaks the promise
-- zh: 户籍学生账目平衡：本地就读 + 外出就读 + 未就读或去向不明 = 合计，且各级相加一致
with higher as (
    select 'district' as area_kind, t.district_id as area_id, l.stage, l.school_year,
        sum(l.local) as local, sum(l.elsewhere) as elsewhere, sum(l.unplaced) as unplaced
    from local_enrolment l
    join township t on t.township_id = l.area_id
    where l.area_kind = 'township'
    group by t.district_id, l.stage, l.school_year
    union all
    select 'city' as area_kind, 'city' as area_id, l.stage, l.school_year,
        sum(l.local) as local, sum(l.elsewhere) as elsewhere, sum(l.unplaced) as unplaced
    from local_enrolment l
    where l.area_kind = 'township'
    group by l.stage, l.school_year
)
select l.area_kind, l.area_id, l.stage, l.school_year, l.local, l.elsewhere, l.unplaced, l.children
from local_enrolment l
left join higher h on h.area_kind = l.area_kind and h.area_id = l.area_id and h.stage = l.stage
    and h.school_year = l.school_year
where l.local + l.elsewhere + l.unplaced <> l.children
    or l.local + l.elsewhere <> l.found
    or (l.area_kind in ('district', 'city') and (coalesce(l.local, -1) <> coalesce(h.local, -1)
        or coalesce(l.elsewhere, -1) <> coalesce(h.elsewhere, -1)
        or coalesce(l.unplaced, -1) <> coalesce(h.unplaced, -1)))
