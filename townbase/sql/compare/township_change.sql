-- grain: place_id x place x kind: what became of a township
with kinds as (
    select 'new' as kind union all select 'gone' union all select 'moved' union all select 'counted'
    union all select 'recoded' union all select 'renamed'
)
select p.place_id, p.place, k.kind, p.before_id, p.now_id, p.before_name, p.now_name,
    p.before_district, p.now_district, p.before_district_name, p.now_district_name, p.before_counted, p.now_counted
from township_pair p
cross join kinds k
where case k.kind
    when 'new' then p.before_id is null
    when 'gone' then p.now_id is null
    when 'moved' then p.before_district <> p.now_district
    when 'counted' then p.before_counted <> p.now_counted
    when 'recoded' then p.before_id <> p.now_id
    else p.before_name <> p.now_name
end
