-- grain: township_id x stage x subject x school_year x formula (means stay inside: only rates and words leave)
-- zh: 差异率表
with formulas as (
    select formula
    from (values ('mean_difference'), ('mean_spread'), ('variance_share')) as f(formula)
),
allowed as (
    select stage, max(threshold_number) as threshold
    from indicator_stage
    where form = 'difference_rate'
    group by stage
),
paper as (
    select r.township_id, r.school_id, r.urban_quality, a.school_year, a.stage, a.subject, a.grade, a.kind,
        cast(a.pupils as double) as pupils, a.mean, a.sd
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
against as (
    -- only equal papers are compared
    select p.township_id, p.school_id, p.school_year, p.stage, p.subject, p.grade, p.kind, p.pupils, p.mean, p.sd,
        u.mean as urban
    from paper p
    join urban u on u.school_year = p.school_year and u.stage = p.stage and u.subject = p.subject
        and u.grade = p.grade and u.kind = p.kind
    where u.mean > 0
),
town as (
    select township_id, school_year, stage, subject, grade, kind,
        max(urban) as urban,
        sum(pupils) as pupils,
        sum(pupils * mean) / nullif(sum(pupils), 0) as mean,
        sum(pupils * power(mean - urban, 2)) / nullif(sum(pupils), 0) as between_schools,
        case when count(*) = count(sd) then sum(pupils * power(sd, 2)) / nullif(sum(pupils), 0) end as within_schools
    from against
    group by township_id, school_year, stage, subject, grade, kind
),
rated as (
    select t.township_id, t.school_year, t.stage, t.subject, f.formula, t.pupils,
        case f.formula
            when 'mean_difference' then (t.urban - t.mean) / nullif(t.urban, 0)
            when 'mean_spread' then sqrt(t.between_schools) / nullif(t.urban, 0)
            when 'variance_share' then t.between_schools / nullif(t.between_schools + t.within_schools, 0)
        end as rate
    from town t
    cross join formulas f
),
weighed as (
    -- several papers of one subject are weighed by the township's pupils; one without a rate leaves none
    select township_id, school_year, stage, subject, formula,
        case when count(*) = count(rate) then sum(pupils * rate) / nullif(sum(pupils), 0) end as value,
        cast(sum(pupils) as bigint) as pupils
    from rated
    group by township_id, school_year, stage, subject, formula
),
tested as (
    select township_id, school_year, stage, subject, cast(count(distinct school_id) as integer) as schools
    from against
    group by township_id, school_year, stage, subject
)
select
    w.township_id, w.stage, w.subject, w.school_year, w.formula,
    -- of one or two schools, two formulas together would give each school's own mean: only the judged one keeps its number
    case when w.formula = c.difference_formula or s.schools >= 3 then w.value end as value,
    w.value < l.threshold - 1e-9 as met,
    w.formula = c.difference_formula as judged,
    w.pupils, s.schools
from weighed w
join tested s on s.township_id = w.township_id and s.stage = w.stage and s.subject = w.subject
    and s.school_year = w.school_year
join township t on t.township_id = w.township_id
left join allowed l on l.stage = w.stage
cross join chosen_setting c
where w.value is not null
