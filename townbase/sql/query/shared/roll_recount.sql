-- grain: school_year x stage (total = all stages): pupils of the townships that filters leave, counted or not
-- $counted: all, town (not 街道), subdistrict (街道); null in $district, $batch, $managing_body leaves nothing out
with chosen as (
    select t.township_id
    from township t
    where list_contains($districts, t.district_id)
      and ($district is null or t.district_id = $district)
      and ($counted = 'all' or (t.counted and ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道')))
      and ($batch is null or t.batch = $batch)
      and ($managing_body is null or t.managing_body = $managing_body)
)
select
    r.school_year, coalesce(r.stage, 'total') as stage,
    cast(sum(r.pupils) as bigint) as pupils,
    cast(count(distinct r.area_id) as integer) as townships
from roll r
join chosen t on t.township_id = r.area_id
where r.area_kind = 'township' and r.pupils is not null
group by grouping sets ((r.school_year, r.stage), (r.school_year))
order by r.school_year, stage
