-- grain: township_id x stage x subject x school_year x formula (means stay inside: only the rate leaves)
with paper as (
    select r.township_id, r.urban_quality, a.school_year, a.stage, a.subject, a.grade, a.kind,
        cast(a.pupils as double) as pupils, a.mean
    from assessment a
    join roster r on r.delivered_id = a.school_id and r.school_year = a.school_year
    where a.pupils > 0 and a.mean is not null
),
urban as (
    select school_year, stage, subject, grade, kind,
        sum(pupils * mean) / nullif(sum(pupils), 0) as mean
    from paper
    where urban_quality
    group by school_year, stage, subject, grade, kind
),
town as (
    select township_id, school_year, stage, subject, grade, kind,
        sum(pupils) as pupils,
        sum(pupils * mean) / nullif(sum(pupils), 0) as mean
    from paper
    group by township_id, school_year, stage, subject, grade, kind
),
rated as (
    -- only equal papers are compared; several papers of one subject are weighed by the township's pupils
    select t.township_id, t.school_year, t.stage, t.subject, t.pupils,
        (u.mean - t.mean) / nullif(u.mean, 0) as rate
    from town t
    join urban u on u.school_year = t.school_year and u.stage = t.stage and u.subject = t.subject
        and u.grade = t.grade and u.kind = t.kind
    where u.mean > 0
)
select
    r.township_id, r.stage, r.subject, r.school_year,
    'mean_difference' as formula,
    sum(r.pupils * r.rate) / nullif(sum(r.pupils), 0) as value,
    cast(sum(r.pupils) as bigint) as pupils
from rated r
join township t on t.township_id = r.township_id
group by r.township_id, r.stage, r.subject, r.school_year
