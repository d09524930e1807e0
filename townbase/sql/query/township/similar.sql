-- the townships most like this one: same kind, nearest in pupils, then in the share of urban schools
with size as (
    select
        s.township_id, cast(sum(s.pupils) as bigint) as pupils,
        avg(case when s.urban_reference then 1.0 else 0.0 end) as urban_share
    from school s
    where s.school_year = $year
    group by s.township_id
),
own as (
    select z.township_id, z.pupils, z.urban_share, t.kind, t.counted
    from size z
    join township t on t.township_id = z.township_id
    where z.township_id = $township and list_contains($districts, t.district_id)
)
select
    t.township_id, t.name, t.district_name, z.pupils, z.urban_share,
    s.status, s.goals_met, s.goals_not_met, s.unmet_core
from own o
join township t on t.township_id <> o.township_id and t.kind = o.kind and t.counted = o.counted
join size z on z.township_id = t.township_id
left join township_status s
    on s.township_id = t.township_id and s.school_year = $year and s.reading = 'strict'
where list_contains($districts, t.district_id) and z.pupils > 0 and o.pupils > 0
order by
    abs(ln(cast(z.pupils as double) / o.pupils)) + abs(z.urban_share - o.urban_share),
    t.township_id
limit 5
