-- grain: old_id x until: the code under which a school's rows of the years since <= school_year < until stand today
-- zh: 学校代码沿用表
with recursive spans as (
    -- a change holds up to its year: what stands under the code from then on is a school of its own
    select old_id, new_id, school_year as until,
        lag(school_year, 1, 0) over (partition by old_id order by school_year) as since
    from code_changes
    where kind = 'school'
),
hops as (
    -- the change that the new code had next: in the same year or later
    select s.old_id, s.since, s.until, s.new_id, min(n.until) as next_until
    from spans s
    left join spans n on n.old_id = s.new_id and n.until >= s.until
    group by s.old_id, s.since, s.until, s.new_id
),
path as (
    select h.old_id, h.since, h.until, h.new_id, h.next_until, 1 as steps
    from hops h
    union all
    -- twenty steps bound a circle, which a check refuses
    select p.old_id, p.since, p.until, h.new_id, h.next_until, p.steps + 1
    from path p
    join hops h on h.old_id = p.new_id and h.until = p.next_until
    where p.steps < 20
),
ended as (
    select old_id, since, until, new_id
    from path
    qualify row_number() over (partition by old_id, until order by steps desc, new_id) = 1
)
select old_id, since, until, new_id
from ended
