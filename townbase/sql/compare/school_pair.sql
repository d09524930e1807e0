-- grain: place_id x place: a school as the last roster of each version lists it (null: that roster does not)
with every as (
    select 'before' as version, school_id, school_year, name, township_id, kind
    from before.school
    union all
    select 'now', school_id, school_year, name, township_id, kind
    from now.school
),
last_roster as (
    select version, max(school_year) as school_year
    from every
    group by version
),
placed as (
    select e.version, e.school_id, e.school_year, e.name, e.kind,
        coalesce(s.new_id, e.school_id) as place_id,
        coalesce(t.new_id, e.township_id) as township_id,
        row_number() over (
            partition by e.version, coalesce(s.new_id, e.school_id)
            order by case when s.new_id is null then 0 else 1 end, e.school_id
        ) as place
    from every e
    join last_roster r on r.version = e.version and r.school_year = e.school_year
    left join place_code s
        on s.kind = 'school' and s.old_id = e.school_id and e.school_year >= s.since and e.school_year < s.until
    left join place_code t on t.kind = 'township' and t.old_id = e.township_id
)
select
    coalesce(n.place_id, b.place_id) as place_id,
    coalesce(n.place, b.place) as place,
    b.school_id as before_id, n.school_id as now_id,
    b.name as before_name, n.name as now_name,
    b.township_id as before_township, n.township_id as now_township,
    b.kind as before_kind, n.kind as now_kind
from (from placed where version = 'before') b
full join (from placed where version = 'now') n on n.place_id = b.place_id and n.place = b.place
