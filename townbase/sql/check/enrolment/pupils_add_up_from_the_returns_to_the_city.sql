-- grain: school_year x area_kind that breaks the promise
-- zh: 各级在校生数与学校上报数合计一致
with returned as (
    select e.school_year, sum(e.pupils) as pupils
    from enrolment e
    join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year
    group by e.school_year
),
rolled as (
    select school_year, area_kind, sum(pupils) as pupils
    from roll
    group by school_year, area_kind
),
kinds as (
    select area_kind from (values ('school'), ('township'), ('district'), ('city')) as k(area_kind)
)
select r.school_year, k.area_kind, r.pupils as returned, l.pupils as rolled
from returned r
cross join kinds k
left join rolled l on l.school_year = r.school_year and l.area_kind = k.area_kind
where coalesce(r.pupils, 0) <> coalesce(l.pupils, 0)
