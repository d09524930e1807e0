-- grain: area x stage x school_year x part that breaks the promise
-- zh: 各级去向合计与账目三部分（本地就读、外出就读、未就读或去向不明）一致
with wanted as (
    select area_kind, area_id, stage, school_year, part,
        case part when 'local' then local when 'elsewhere' then elsewhere else unplaced end as children
    from local_enrolment
    cross join (values ('local'), ('elsewhere'), ('unplaced')) as p(part)
    where found is not null and area_kind in ('township', 'district', 'city')
),
found as (
    select area_kind, area_id, stage, school_year, part, sum(children) as children
    from flow
    group by area_kind, area_id, stage, school_year, part
)
select coalesce(w.area_kind, f.area_kind) as area_kind, coalesce(w.area_id, f.area_id) as area_id,
    coalesce(w.stage, f.stage) as stage, coalesce(w.school_year, f.school_year) as school_year,
    coalesce(w.part, f.part) as part
from wanted w
full join found f on f.area_kind = w.area_kind and f.area_id = w.area_id and f.stage = w.stage
    and f.school_year = w.school_year and f.part = w.part
where coalesce(w.children, -1) <> coalesce(f.children, -1)
