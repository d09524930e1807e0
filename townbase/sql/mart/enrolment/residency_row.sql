-- grain: township_id x stage x school_year x destination: registered children, codes followed, in one part of the account (draft)
-- zh: 户籍学生表
with followed as (
    select
        coalesce(home.new_id, r.township_id) as township_id, r.school_year, r.stage,
        coalesce(goal.new_id, r.destination) as destination, r.children
    from residency r
    left join code_followed home on home.kind = 'township' and home.old_id = r.township_id
    left join code_followed goal on goal.kind = 'township' and goal.old_id = r.destination
)
select
    f.township_id, t.district_id, f.school_year, f.stage, f.destination,
    case
        when f.destination in ('not_enrolled', 'unknown') then 'unplaced'
        when f.destination = f.township_id then 'local'
        when f.stage = 'primary' and f.destination = t.primary_served_by then 'local'
        when f.stage = 'junior' and f.destination = t.junior_served_by then 'local'
        else 'elsewhere'
    end as part,
    -- an old and a new code of one place are one row; a blank is not a zero
    cast(case when count(*) = count(f.children) then sum(f.children) end as bigint) as children
from followed f
join township t on t.township_id = f.township_id
group by f.township_id, t.district_id, f.school_year, f.stage, f.destination, t.primary_served_by, t.junior_served_by
