-- grain: township_id x indicator_id x stage x school_year x reading: core rows of counted townships that a reading judges otherwise
-- zh: 换口径后判定不同的指标表
with core_row as (
    select p.township_id, p.district_id, p.indicator_id, p.stage, p.school_year, p.goal, p.rule, p.form,
        p.numerator, p.denominator, p.value, p.target, p.reason, p.verdict, p.verdict_district_urban
    from progress p
    where p.counted and p.role = 'core' and p.level = 'township'
),
allowed as (
    select reading, points
    from (values ('no_tolerance', 0.0), ('one_point', 0.01), ('two_points', 0.02)) as a(reading, points)
),
by_points as (
    -- short by less than so many points of a share, or so many per cent of the urban value of a value per head
    select r.township_id, r.indicator_id, r.stage, r.school_year, a.reading,
        case
            when r.value >= r.target - 1e-9 then 'met'
            when r.target - r.value < a.points * case when r.form = 'share' then 1 else r.target end - 1e-9 then 'met'
            else 'not_met'
        end as verdict
    from core_row r
    cross join allowed a
    where r.rule = 'not_below_urban' and r.verdict in ('met', 'not_met')
),
by_other_urban as (
    select r.township_id, r.indicator_id, r.stage, r.school_year, 'other_urban' as reading,
        r.verdict_district_urban as verdict
    from core_row r
    where r.verdict_district_urban is not null
),
difference as (
    -- the worst subject decides; a subject that one formula cannot reckon leaves the rest open
    select township_id, stage, school_year, formula,
        count(*) as subjects,
        max(case when not met then 1 else 0 end) as failed
    from difference_rate
    group by township_id, stage, school_year, formula
),
judged_difference as (
    select d.township_id, d.stage, d.school_year, d.subjects
    from difference d
    join chosen_setting c on c.difference_formula = d.formula
),
by_formula as (
    select r.township_id, r.indicator_id, r.stage, r.school_year, f.formula as reading,
        case when d.failed = 1 then 'not_met' when d.subjects = j.subjects then 'met' else 'no_data' end as verdict
    from core_row r
    cross join (values ('mean_difference'), ('mean_spread'), ('variance_share')) as f(formula)
    join judged_difference j on j.township_id = r.township_id and j.stage = r.stage and j.school_year = r.school_year
    left join difference d on d.township_id = r.township_id and d.stage = r.stage and d.school_year = r.school_year
        and d.formula = f.formula
    where r.form = 'difference_rate' and r.verdict in ('met', 'not_met')
),
since as (
    select y.area_id as township_id, y.indicator_id, y.stage, y.school_year, y.value, y.last_value,
        greatest(y.base_year, max(c.issued_year)) as base_year,
        sum(case when h.value is not null then 1 else 0 end) as years_present,
        sum(case when h.school_year < y.school_year and h.value is not null then 1 else 0 end) as earlier_present,
        sum(case when h.school_year > greatest(y.base_year, c.issued_year) and h.value > h.last_value + 1e-9 then 1 else 0 end)
            as steps_up,
        max(case when h.school_year = greatest(y.base_year, c.issued_year) then h.value end) as base_value,
        max(c.held_high) as held_high
    from rising y
    cross join chosen_setting c
    left join rising h on h.series = y.series and h.area_kind = y.area_kind and h.area_id = y.area_id
        and h.indicator_id = y.indicator_id and h.stage = y.stage
        and h.school_year between greatest(y.base_year, c.issued_year) and y.school_year
    where y.series = 'indicator' and y.area_kind = 'township'
    group by y.area_id, y.indicator_id, y.stage, y.school_year, y.value, y.last_value, y.base_year
),
by_base as (
    -- what a row lacks otherwise (returns, people, schools) it lacks in this reading too
    select r.township_id, r.indicator_id, r.stage, r.school_year, 'since_issued' as reading,
        case
            when s.value is null or s.earlier_present = 0 or s.years_present < s.school_year - s.base_year + 1 then 'no_data'
            when r.denominator < c.few_people and i.origin in ('survey', 'residency') then 'too_small'
            when i.threshold = 'base_year' and (s.value > s.base_value + 1e-9
                or (i.form = 'share' and s.value >= 1 - 1e-9 and s.base_value >= 1 - 1e-9)) then 'met'
            when i.threshold = 'base_year' then 'not_met'
            when s.steps_up = s.school_year - s.base_year then 'met'
            when s.value >= s.held_high - 1e-9 and s.last_value >= s.held_high - 1e-9 then 'met'
            else 'not_met'
        end as verdict
    from core_row r
    join indicator_stage i on i.indicator_id = r.indicator_id and i.stage = r.stage
    join since s on s.township_id = r.township_id and s.indicator_id = r.indicator_id and s.stage = r.stage
        and s.school_year = r.school_year
    cross join chosen_setting c
    where r.rule = 'rising'
        and (r.verdict in ('met', 'not_met') or r.reason in ('first_year', 'missing_year', 'few_people'))
        and r.value is not null
),
every as (
    select township_id, indicator_id, stage, school_year, reading, verdict from by_points
    union all
    select township_id, indicator_id, stage, school_year, reading, verdict from by_other_urban
    union all
    select township_id, indicator_id, stage, school_year, reading, verdict from by_formula
    union all
    select township_id, indicator_id, stage, school_year, reading, verdict from by_base
)
select r.township_id, r.district_id, r.indicator_id, r.stage, r.school_year, e.reading, r.goal,
    r.verdict as published, e.verdict
from every e
join core_row r on r.township_id = e.township_id and r.indicator_id = e.indicator_id and r.stage = e.stage
    and r.school_year = e.school_year
where e.verdict <> r.verdict
