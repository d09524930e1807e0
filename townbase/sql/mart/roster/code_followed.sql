-- grain: kind x old_id, the code under which its history stands today (chains followed to their end)
-- zh: 代码沿用表
with recursive latest as (
    select kind, old_id, new_id
    from code_changes
    qualify row_number() over (partition by kind, old_id order by school_year desc, new_id) = 1
),
path as (
    select kind, old_id, new_id, 1 as steps
    from latest
    union all
    -- twenty steps bound a circle, which a check refuses
    select path.kind, path.old_id, latest.new_id, path.steps + 1
    from path
    join latest on latest.kind = path.kind and latest.old_id = path.new_id
    where path.steps < 20
),
ended as (
    select kind, old_id, new_id
    from path
    qualify row_number() over (partition by kind, old_id order by steps desc, new_id) = 1
)
select kind, old_id, new_id
from ended
