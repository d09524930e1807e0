-- grain: township, and school (in its last listed year up to the one asked for): what can be looked for by name or code, now or formerly
with former as (
    -- what stands under a name or code of before: the old codes, and the names on rosters of other years
    select 'school' as kind, new_id as id, old_id as text from school_code_followed
    union
    select 'school', r.school_id, r.name from roster r
    union
    select 'township', new_id, old_id from code_followed where kind = 'township'
    union
    select 'township', c.new_id, t.name
    from townships t
    join code_followed c on c.kind = 'township' and c.old_id = t.township_id
),
said as (
    select kind, id, string_agg(text, ' ' order by text) as former
    from former
    group by kind, id
)
select
    t.township_id as id, t.name, t.district_name, cast(null as varchar) as township, t.township_id,
    t.kind, cast(null as integer) as school_year, false as is_school, coalesce(f.former, '') as former
from township t
left join said f on f.kind = 'township' and f.id = t.township_id
where list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
union all
select
    s.school_id, s.name, t.district_name, t.name, s.township_id, s.kind, s.school_year, true, coalesce(f.former, '')
from school s
join township t on t.township_id = s.township_id
left join said f on f.kind = 'school' and f.id = s.school_id
where s.school_year <= $year
  and list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
qualify row_number() over (partition by s.school_id order by s.school_year desc) = 1
order by is_school, township_id, id
