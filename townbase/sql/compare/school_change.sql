-- grain: place_id x place x kind: what became of a school between the last rosters of the two versions
with kinds as (
    select 'new' as kind union all select 'gone' union all select 'moved' union all select 'recoded'
    union all select 'renamed' union all select 'retyped'
),
named as (
    select place_id, max(coalesce(now_name, before_name)) as name,
        max(coalesce(now_district_name, before_district_name)) as district_name
    from township_pair
    group by place_id
)
select p.place_id, p.place, k.kind, p.before_id, p.now_id, p.before_name, p.now_name,
    p.before_township, p.now_township, b.name as before_township_name, n.name as now_township_name,
    coalesce(n.district_name, b.district_name) as district_name, p.before_kind, p.now_kind
from school_pair p
cross join kinds k
left join named b on b.place_id = p.before_township
left join named n on n.place_id = p.now_township
where case k.kind
    when 'new' then p.before_id is null
    when 'gone' then p.now_id is null
    when 'moved' then p.before_township <> p.now_township
    when 'recoded' then p.before_id <> p.now_id
    when 'renamed' then p.before_name <> p.now_name
    else p.before_kind <> p.now_kind
end
