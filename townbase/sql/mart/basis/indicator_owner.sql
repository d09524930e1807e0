-- grain: township_id x action x owner_level x school_year: the unit that can act on an indicator of that level (school: null, the schools themselves)
-- zh: 指标责任单位表
with years as (
    select distinct school_year from township_stage
),
places as (
    select t.township_id, t.district_id, t.district_name, cast(a.action as integer) as action, l.owner_level, y.school_year
    from township t
    cross join actions a
    cross join (values ('school'), ('township'), ('district')) as l(owner_level)
    cross join years y
    where t.counted and y.school_year >= (select min(base_year) from goals)
),
owners as (
    select unit_kind, case unit_kind when 'district' then district_id else township_id end as place, action, school_year,
        owner_unit, count(*) as tasks
    from task_status
    where owner_unit is not null and unit_kind in ('township', 'district')
    group by unit_kind, case unit_kind when 'district' then district_id else township_id end, action, school_year, owner_unit
),
of_action as (
    -- who answers most of the tasks of the action at that level
    select unit_kind, place, action, school_year, owner_unit
    from owners
    qualify row_number() over (partition by unit_kind, place, action, school_year order by tasks desc, owner_unit) = 1
),
of_any as (
    select unit_kind, place, school_year, owner_unit
    from owners
    group by unit_kind, place, school_year, owner_unit
    qualify row_number() over (partition by unit_kind, place, school_year order by sum(tasks) desc, owner_unit) = 1
)
select p.township_id, p.district_id, p.action, p.owner_level, p.school_year,
    -- without a task of that level: who answers another action's, and of a district at least its name
    case when p.owner_level <> 'school' then coalesce(a.owner_unit, b.owner_unit,
        case when p.owner_level = 'district' then p.district_name end) end as owner_unit
from places p
left join of_action a on a.unit_kind = p.owner_level and a.action = p.action and a.school_year = p.school_year
    and a.place = case p.owner_level when 'district' then p.district_id else p.township_id end
left join of_any b on b.unit_kind = p.owner_level and b.school_year = p.school_year
    and b.place = case p.owner_level when 'district' then p.district_id else p.township_id end
