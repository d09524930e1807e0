-- grain: area x extract of one year: districts, or the townships of one district
select
    case when $district is null then r.district_id else r.township_id end as area_id,
    case when $district is null then max(t.district_name) else max(t.name) end as name,
    r.extract, r.unit,
    cast(sum(r.due) as integer) as due, cast(sum(r.reported) as integer) as reported
from township_returns r
left join township t on t.township_id = r.township_id
where r.school_year = $year and list_contains($districts, r.district_id)
    and ($district is null or r.district_id = $district)
group by case when $district is null then r.district_id else r.township_id end, r.extract, r.unit
order by area_id, r.extract
