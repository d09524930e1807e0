-- grain: indicator_id (view): what kind of thing one unit of what it lacks is, so that a reader can give it a price
-- zh: 补足单位类别表
select indicator_id,
    -- the unit's first word counts it; people are told apart by whom the policy names
    case
        when starts_with(unit, '名') and (contains(unit, '教师') or contains(unit, '校（园）长')) then 'teacher'
        when starts_with(unit, '名') then 'pupil'
        when starts_with(unit, '间') then 'room'
        when starts_with(unit, '所') then 'school'
        when starts_with(unit, '个') and contains(unit, '班') then 'class'
        when starts_with(unit, '份') then 'answer'
        else 'other'
    end as kind
from indicators
