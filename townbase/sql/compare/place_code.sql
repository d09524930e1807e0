-- grain: kind x old_id x since: the code under which what either version lists under an old code is compared
select kind, old_id, since, until, max(new_id) as new_id
from (
    select 'township' as kind, old_id, 0 as since, 10000 as until, new_id
    from before.code_followed
    where kind = 'township'
    union all
    select 'township', old_id, 0, 10000, new_id
    from now.code_followed
    where kind = 'township'
    union all
    select 'school', old_id, since, until, new_id
    from before.school_code_followed
    union all
    select 'school', old_id, since, until, new_id
    from now.school_code_followed
) as either
group by kind, old_id, since, until
