-- grain: place_id x school_year: townships whose status (strict) differs, years of both versions (null: not judged there)
with every as (
    select 'before' as version, township_id, district_id, school_year, status
    from before.township_status
    where reading = 'strict'
    union all
    select 'now', township_id, district_id, school_year, status
    from now.township_status
    where reading = 'strict'
),
placed as (
    select e.version, coalesce(c.new_id, e.township_id) as place_id, e.township_id, e.district_id, e.school_year, e.status,
        row_number() over (
            partition by e.version, coalesce(c.new_id, e.township_id), e.school_year
            order by case when c.new_id is null then 0 else 1 end, e.township_id
        ) as place
    from every e
    join year_change y on y.school_year = e.school_year and y.kind = 'both'
    left join place_code c on c.kind = 'township' and c.old_id = e.township_id
),
paired as (
    select coalesce(n.place_id, b.place_id) as place_id, coalesce(n.place, b.place) as place,
        coalesce(n.school_year, b.school_year) as school_year,
        b.district_id as before_district, n.district_id as now_district,
        b.status as before_status, n.status as now_status
    from (from placed where version = 'before') b
    full join (from placed where version = 'now') n
        on n.place_id = b.place_id and n.place = b.place and n.school_year = b.school_year
),
causes as (
    select place_id, school_year, string_agg(distinct cause, ',' order by cause) as causes, count(*) as rows_turned
    from row_flip
    where 'core' in (before_role, now_role)
    group by place_id, school_year
)
select p.place_id, p.place, p.school_year, p.before_district, p.now_district, p.before_status, p.now_status,
    -- a township that one version does not judge at all is a matter of its roster
    case
        when p.before_status is null or p.now_status is null then 'revised'
        else coalesce(c.causes, 'rule')
    end as causes,
    cast(coalesce(c.rows_turned, 0) as integer) as rows_turned,
    coalesce(t.now_name, t.before_name) as name,
    coalesce(t.now_district_name, t.before_district_name) as district_name
from paired p
left join causes c on c.place_id = p.place_id and c.school_year = p.school_year
left join township_pair t on t.place_id = p.place_id and t.place = p.place
where p.before_status is distinct from p.now_status
