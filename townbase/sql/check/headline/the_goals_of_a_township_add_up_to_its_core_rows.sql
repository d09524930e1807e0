-- grain: township x school_year that breaks the promise
-- zh: 各项目标的达标、未达标、缺数项数之和等于该乡镇应判定的核心指标行数
with by_goal as (
    select township_id, school_year, sum(met) as met, sum(not_met) as not_met, sum(missing) as missing
    from goal_progress
    where reading = 'strict'
    group by township_id, school_year
),
by_row as (
    select township_id, school_year,
        sum(case when verdict = 'met' then 1 else 0 end) as met,
        sum(case when verdict = 'not_met' then 1 else 0 end) as not_met,
        sum(case when verdict in ('no_data', 'too_small') then 1 else 0 end) as missing
    from progress
    where counted and role = 'core' and level = 'township'
    group by township_id, school_year
)
select g.township_id, g.school_year, g.met, g.not_met, g.missing,
    r.met as met_rows, r.not_met as not_met_rows, r.missing as missing_rows
from by_goal g
left join by_row r on r.township_id = g.township_id and r.school_year = g.school_year
where g.met <> coalesce(r.met, 0) or g.not_met <> coalesce(r.not_met, 0) or g.missing <> coalesce(r.missing, 0)
