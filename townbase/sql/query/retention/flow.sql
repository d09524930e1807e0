-- grain: stage x part x place x destination of one area and year: where its registered children go; places that may not
-- be seen are one destination, other_district, without a name
select f.stage, f.part, f.place, case when f.is_hidden then 'other_district' else f.destination end as destination,
    cast(sum(f.children) as bigint) as children,
    any_value(case when not f.is_hidden then f.name end) as name,
    any_value(case when not f.is_hidden then f.district_name end) as district_name,
    any_value(case when not f.is_hidden then f.district_id end) as district_id
from (
    select f.*, goal.name, goal.district_name, goal.district_id,
        coalesce(not list_contains($districts, goal.district_id), false) as is_hidden
    from flow f
    left join township goal on goal.township_id = f.destination
) f
left join township home on f.area_kind = 'township' and home.township_id = f.area_id
where f.area_kind = $area_kind and f.area_id = $area_id and f.school_year = $year
    and (f.area_kind = 'city' or list_contains($districts, coalesce(home.district_id, f.area_id)))
group by f.stage, f.part, f.place, case when f.is_hidden then 'other_district' else f.destination end
order by f.stage, f.part, children desc, destination
