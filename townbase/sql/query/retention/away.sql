-- grain: district x place x school_year (one year and the base year): children of its townships of one side who leave, one stage
select t.district_id, t.district_name, f.school_year, f.place, cast(sum(f.children) as bigint) as children
from flow f
join township t on t.township_id = f.area_id
left join township_side d on d.township_id = f.area_id
where f.area_kind = 'township' and f.part = 'elsewhere' and f.stage = $stage and f.school_year in ($year, $base)
    and list_contains($districts, t.district_id) and ($district = '' or t.district_id = $district)
    and ($side = '' or d.side = $side)
group by t.district_id, t.district_name, f.school_year, f.place
order by t.district_id, f.place, f.school_year
