-- grain: stage x school_year: pupils of the townships that filters leave, counted or not; whole: that sum may be held against other years
-- $counted: all, town (not 街道), subdistrict (街道); null in $district, $batch, $managing_body leaves nothing out
with chosen as (
    select t.township_id
    from township t
    where list_contains($districts, t.district_id)
      and ($district is null or t.district_id = $district)
      and ($counted = 'all' or (t.counted and ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道')))
      and ($batch is null or t.batch = $batch)
      and ($managing_body is null or t.managing_body = $managing_body)
),
returned as (
    -- those of enrolment: as many as a year needs to be complete
    select r.school_year, sum(r.reported) as reported, sum(r.due) as due
    from township_returns r
    join chosen t on t.township_id = r.township_id
    where r.extract = 'enrolment'
    group by r.school_year
)
select
    r.stage, r.school_year,
    cast(sum(r.pupils) as bigint) as pupils,
    bool_and(y.roster_whole and coalesce(n.reported >= c.year_complete * n.due - 1e-9, true)) as whole
from roll r
join chosen t on t.township_id = r.area_id
cross join chosen_setting c
join roster_year y on y.school_year = r.school_year
left join returned n on n.school_year = r.school_year
where r.area_kind = 'township' and r.pupils is not null
group by r.stage, r.school_year
order by r.stage, r.school_year
