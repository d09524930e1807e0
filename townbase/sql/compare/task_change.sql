-- grain: task_id x unit_kind x place_id x place x school_year: tasks that stand otherwise in one version than in the other, years of both
with every as (
    select 'before' as version, task_id, unit_kind, unit_id, township_id, district_id, school_year, status, due, owner_unit
    from before.task_status
    union all
    select 'now', task_id, unit_kind, unit_id, township_id, district_id, school_year, status, due, owner_unit
    from now.task_status
),
placed as (
    select e.version, e.task_id, e.unit_kind, e.school_year, e.status, e.due, e.owner_unit, e.district_id,
        coalesce(c.new_id, e.unit_id) as place_id,
        coalesce(t.new_id, e.township_id) as township_id,
        row_number() over (
            partition by e.version, e.task_id, e.unit_kind, e.school_year, coalesce(c.new_id, e.unit_id)
            order by case when c.new_id is null then 0 else 1 end, e.unit_id
        ) as place
    from every e
    join year_change y on y.school_year = e.school_year and y.kind = 'both'
    left join place_code c
        on c.kind = e.unit_kind and c.old_id = e.unit_id and e.school_year >= c.since and e.school_year < c.until
    left join place_code t on t.kind = 'township' and t.old_id = e.township_id
),
paired as (
    select coalesce(n.task_id, b.task_id) as task_id, coalesce(n.unit_kind, b.unit_kind) as unit_kind,
        coalesce(n.place_id, b.place_id) as place_id, coalesce(n.place, b.place) as place,
        coalesce(n.school_year, b.school_year) as school_year,
        coalesce(n.township_id, b.township_id) as township_id,
        coalesce(n.district_id, b.district_id) as district_id,
        b.district_id as before_district, n.district_id as now_district,
        coalesce(n.owner_unit, b.owner_unit) as owner_unit,
        b.status as before_status, n.status as now_status, b.due as before_due, n.due as now_due,
        case
            when b.task_id is null then 'new'
            when n.task_id is null then 'gone'
            when b.status is distinct from n.status then 'status'
            when b.due is distinct from n.due then 'due'
        end as kind
    from (from placed where version = 'before') b
    full join (from placed where version = 'now') n
        on n.task_id = b.task_id and n.unit_kind = b.unit_kind and n.place_id = b.place_id and n.place = b.place
        and n.school_year = b.school_year
),
titles as (
    select task_id, max(title) as title
    from (select task_id, title from before.tasks union all select task_id, title from now.tasks) as either
    group by task_id
),
districts as (
    select district_id, max(district_name) as district_name
    from (
        select district_id, district_name from before.township union all select district_id, district_name from now.township
    ) as either
    group by district_id
)
select p.task_id, p.unit_kind, p.place_id, p.place, p.school_year, p.kind, p.before_status, p.now_status,
    p.before_due, p.now_due, p.owner_unit, p.before_district, p.now_district,
    coalesce(k.title, p.task_id) as title,
    coalesce(t.now_name, t.before_name) as name,
    coalesce(t.now_district_name, t.before_district_name, d.district_name, p.district_id) as district_name
from paired p
left join titles k on k.task_id = p.task_id
left join township_pair t on t.place_id = p.township_id and t.place = 1
left join districts d on d.district_id = p.district_id
where p.kind is not null
