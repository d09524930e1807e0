-- grain: place_id x goal: what inspectors signed for a township that one version holds otherwise than the other
with every as (
    select 'before' as version, township_id, goal, result, decided_on, decided_by
    from before.certification
    union all
    select 'now', township_id, goal, result, decided_on, decided_by
    from now.certification
),
placed as (
    select e.version, coalesce(c.new_id, e.township_id) as place_id, e.goal, e.result, e.decided_on, e.decided_by
    from every e
    left join place_code c on c.kind = 'township' and c.old_id = e.township_id
    -- of several townships under one code the last decision speaks
    qualify row_number() over (
        partition by e.version, coalesce(c.new_id, e.township_id), e.goal order by e.decided_on desc nulls last, e.township_id
    ) = 1
),
paired as (
    select coalesce(n.place_id, b.place_id) as place_id, coalesce(n.goal, b.goal) as goal,
        b.result as before_result, n.result as now_result, b.decided_on as before_day, n.decided_on as now_day,
        coalesce(n.decided_by, b.decided_by) as decided_by,
        case
            when b.place_id is null then 'new'
            when n.place_id is null then 'gone'
            when b.result is distinct from n.result then 'result'
            when b.decided_on is distinct from n.decided_on or b.decided_by is distinct from n.decided_by then 'decision'
        end as kind
    from (from placed where version = 'before') b
    full join (from placed where version = 'now') n on n.place_id = b.place_id and n.goal = b.goal
)
select p.place_id, p.goal, p.kind, p.before_result, p.now_result, p.before_day, p.now_day, p.decided_by,
    t.before_district, t.now_district,
    coalesce(n.title, b.title) as title,
    coalesce(t.now_name, t.before_name, p.place_id) as name,
    coalesce(t.now_district_name, t.before_district_name) as district_name
from paired p
left join before.goals b on b.goal = p.goal
left join now.goals n on n.goal = p.goal
left join township_pair t on t.place_id = p.place_id and t.place = 1
where p.kind is not null
