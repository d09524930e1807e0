-- grain: school of one stage in one year that returned pupils and approved places: how much of the places is used, and in which band
with returned as (
    select r.school_id,
        case when count(*) = count(p.value) then sum(p.value) end as pupils,
        case when count(*) = count(a.value) then sum(a.value) end as places
    from roster_stage d
    join roster r on r.delivered_id = d.delivered_id and r.school_year = d.school_year
    left join measurement p on p.delivered_id = d.delivered_id and p.school_year = d.school_year and p.stage = d.stage
        and p.measure = 'pupils'
    left join measurement a on a.delivered_id = d.delivered_id and a.school_year = d.school_year and a.stage = d.stage
        and a.measure = 'places'
    where d.stage = $stage and d.school_year = $year
    group by r.school_id
)
select s.school_id, s.name, t.township_id, t.name as township, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
    s.ownership, cast(r.pupils as integer) as pupils, cast(r.places as integer) as places, r.pupils / nullif(r.places, 0) as used,
    case when r.pupils < 0.5 * r.places then 'half' when r.pupils < 0.8 * r.places then 'most' when r.pupils <= r.places then 'full' else 'over' end as band
from returned r
join school s on s.school_id = r.school_id and s.school_year = $year
join township t on t.township_id = s.township_id
where r.pupils is not null and r.places > 0 and list_contains($districts, t.district_id)
    and ($district = '' or t.district_id = $district) and ($township = '' or t.township_id = $township)
order by used, s.school_id
