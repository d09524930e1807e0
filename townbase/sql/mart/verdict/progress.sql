-- grain: township_id ('city' for rows of level city) x indicator_id x stage x school_year
-- zh: 判定表
with years as (
    select distinct school_year from township_stage
),
places as (
    select 'township' as area_kind, township_id, district_id, counted
    from township
    union all
    -- a row of level city is judged once, and only where some township is counted
    select distinct 'city' as area_kind, 'city' as township_id, cast(null as varchar) as district_id,
        cast(null as boolean) as counted
    from township
    where counted
),
frame as (
    select p.area_kind, p.township_id, p.district_id, p.counted, y.school_year,
        i.indicator_id, i.stage, i.role, i.action, i.goal, i.scope, i.level, i.form, i.rule, i.origin,
        i.numerator as numerator_measure, i.denominator as denominator_measure, i.per,
        i.threshold, i.threshold_number, i.base_year,
        -- keys that are null where nothing is to be joined: a condition on one side alone would forbid a hash join
        case when i.rule = 'not_below_urban' then i.indicator_id end as urban_indicator_id,
        case when i.origin = 'survey' then i.denominator end as answered_measure
    from places p
    join indicator_stage i on i.level = p.area_kind
    join years y on y.school_year >= i.base_year and (i.valid_to is null or y.school_year <= i.valid_to)
),
valued as (
    select f.area_kind, f.township_id, f.district_id, f.counted, f.school_year, f.indicator_id, f.stage, f.role,
        f.action, f.goal, f.scope, f.level, f.form, f.rule, f.origin, f.numerator_measure,
        f.denominator_measure, f.per, f.threshold, f.threshold_number, f.base_year,
        v.numerator, v.denominator, v.value, coalesce(v.reported, 0) as reported, coalesce(v.due, 0) as due,
        v.coverage, coalesce(v.covered, false) as covered, coalesce(v.withheld, 0) as withheld,
        before.numerator as numerator_before, before.denominator as denominator_before,
        before.value as value_before,
        rising.word, rising.base_value,
        city.value as city_urban, city_before.value as city_urban_before,
        district.value as district_urban, district_before.value as district_urban_before,
        s.schools, s.seat_schools, s.other_schools, s.rostered, s.served_by, m.organiser
    from frame f
    left join scoped_value v on v.area_kind = f.area_kind and v.area_id = f.township_id
        and v.indicator_id = f.indicator_id and v.stage = f.stage and v.school_year = f.school_year
    left join scoped_value before on before.area_kind = f.area_kind and before.area_id = f.township_id
        and before.indicator_id = f.indicator_id and before.stage = f.stage
        and before.school_year = f.school_year - 1
    left join rising on rising.series = 'indicator' and rising.area_kind = f.area_kind
        and rising.area_id = f.township_id and rising.indicator_id = f.indicator_id
        and rising.stage = f.stage and rising.school_year = f.school_year
    left join indicator_value city on city.area_kind = 'city'
        and city.scope = 'urban' and city.indicator_id = f.urban_indicator_id and city.stage = f.stage
        and city.school_year = f.school_year
    left join indicator_value city_before on city_before.area_kind = 'city'
        and city_before.scope = 'urban' and city_before.indicator_id = f.urban_indicator_id
        and city_before.stage = f.stage and city_before.school_year = f.school_year - 1
    left join indicator_value district on district.area_kind = 'district'
        and district.area_id = f.district_id and district.scope = 'urban'
        and district.indicator_id = f.urban_indicator_id and district.stage = f.stage
        and district.school_year = f.school_year
    left join indicator_value district_before on district_before.area_kind = 'district' and district_before.area_id = f.district_id
        and district_before.scope = 'urban' and district_before.indicator_id = f.urban_indicator_id
        and district_before.stage = f.stage and district_before.school_year = f.school_year - 1
    left join township_stage s on s.township_id = f.township_id and s.school_year = f.school_year
        and s.stage = f.stage
    left join township_measurement m on m.township_id = f.township_id
        and m.school_year = f.school_year and m.stage = f.stage and m.measure = f.answered_measure
),
targeted as (
    -- where a district has no urban school of its own, the city's stand in for them
    select v.*, c.few_people,
        -- how far under the urban value a value may lie and still be only slightly below; 0 = not at all
        case
            when v.rule <> 'not_below_urban' then 0
            when v.denominator_measure = 'schools' and not c.slightly_below_schools then 0
            when v.form = 'share' then c.slightly_below_points
            else c.slightly_below_part
        end as slightly,
        case
            when v.rule in ('at_least', 'at_most', 'below') then v.threshold_number
            when v.rule = 'not_below_urban' and c.urban_level = 'district'
                then coalesce(v.district_urban, v.city_urban)
            when v.rule = 'not_below_urban' then v.city_urban
            when v.rule = 'rising' and v.threshold = 'base_year' then v.base_value
            when v.rule = 'rising' then v.value_before
        end as target,
        case
            when v.rule = 'not_below_urban' and c.urban_level = 'district' and v.district_urban is not null
                then coalesce(v.district_urban_before, v.city_urban_before)
            when v.rule = 'not_below_urban' then v.city_urban_before
        end as urban_before,
        case
            when v.rule in ('at_least', 'at_most', 'below') then 'threshold'
            when v.rule = 'not_below_urban' and c.urban_level = 'district' and v.district_urban is not null
                then 'district_urban'
            when v.rule = 'not_below_urban' then 'city_urban'
            when v.rule = 'rising' and v.threshold = 'base_year' then 'base_year'
            when v.rule = 'rising' then 'last_year'
        end as target_from,
        -- the urban value that is not judged stands beside
        case
            when v.rule = 'not_below_urban' and c.urban_level = 'district' then v.city_urban
            when v.rule = 'not_below_urban' then v.district_urban
        end as district_target
    from valued v
    cross join chosen_setting c
),
measured as (
    select t.*,
        t.target * t.denominator / t.per - t.numerator as lacking,
        t.district_target * t.denominator / t.per - t.numerator as district_lacking,
        1e-9 * t.denominator / t.per as tolerance,
        -- the same in whole units, of the judged urban value and of the one beside it: never one unit or more
        least(1, t.slightly * case when t.form = 'share' then 1 else t.target end * t.denominator / t.per)
            - 1e-9 as slightly_units,
        least(1, t.slightly * case when t.form = 'share' then 1 else t.district_target end * t.denominator / t.per)
            - 1e-9 as district_slightly_units,
        -- above all of them there is nothing: a share that was full in the base year only has to stay so
        t.form = 'share' and t.target >= 1 - 1e-9 and t.value >= 1 - 1e-9 as still_full,
        case
            when t.area_kind = 'city' or t.stage = 'none' then null
            when not t.rostered then null
            when t.schools = 0 and t.numerator_measure = 'local' and t.served_by is null then 'not_served'
            when t.schools = 0 and t.numerator_measure <> 'local' then 'no_school'
            when t.scope = 'seat' and t.seat_schools = 0 then 'no_scope_school'
            when t.scope = 'other' and t.other_schools = 0 then 'no_scope_school'
            when t.scope = 'seat_vs_other' and (t.seat_schools = 0 or t.other_schools = 0) then 'no_scope_school'
        end as absent
    from targeted t
),
reasoned as (
    -- the first that applies, in the order of the definitions; null = there is enough to judge
    select m.*,
        case
            when m.absent is not null then m.absent
            when m.denominator = 0 and m.withheld = 0 and m.covered then 'zero_denominator'
            when m.role = 'monitor' or m.rule = 'tracked' then 'monitor'
            when m.reported = 0 then 'not_reported'
            when not m.covered then 'low_coverage'
            when m.value is null and m.withheld = 0 then 'not_reported'
            when m.withheld > 0 and m.area_kind = 'township' then 'few_people'
            when m.rule = 'rising' and coalesce(m.word, 'first_year') in ('first_year', 'missing_year')
                then coalesce(m.word, 'first_year')
            when m.target is null then 'no_benchmark'
            when m.denominator < m.few_people and m.origin in ('survey', 'residency') then 'few_people'
        end as unjudged
    from measured m
),
compared as (
    select r.*,
        case
            when r.unjudged is not null then r.unjudged
            when r.rule = 'not_below_urban' and r.value < r.target - 1e-9 and r.lacking < r.slightly_units then 'whole_unit'
            when r.rule = 'rising' and r.threshold = 'base_year' then
                case when r.value > r.target + 1e-9 then 'above_base' when r.still_full then 'still_full'
                    else 'not_above_base' end
            when r.rule = 'rising' then r.word
            else 'point'
        end as decided_by,
        case r.rule
            when 'at_most' then r.value <= r.target + 1e-9
            when 'below' then r.value < r.target - 1e-9
            else r.value >= r.target - 1e-9
        end as reached,
        case
            when r.district_target is null then null
            when r.value >= r.district_target - 1e-9 or coalesce(r.district_lacking < r.district_slightly_units, false)
                then 'met'
            else 'not_met'
        end as against_district
    from reasoned r
),
judged as (
    select c.*,
        case when c.counted is not false then c.decided_by end as reason,
        case when c.counted is not false then
            coalesce(by_reason.verdict, case when c.reached then 'met' else 'not_met' end)
        end as verdict,
        case when c.counted is not false then
            case when c.unjudged is not null then by_reason.verdict else c.against_district end
        end as verdict_beside
    from compared c
    join reason_verdict by_reason on by_reason.reason = c.decided_by
),
changed as (
    -- the margin over the target moves by own + pupils + target, midpoint form, so the three add up
    select j.*,
        j.value - j.value_before as change,
        case when j.form = 'per_head' and j.denominator_measure = 'pupils' then
            (j.numerator + j.numerator_before) / 2
            * (j.per / nullif(j.denominator, 0) - j.per / nullif(j.denominator_before, 0))
        end as change_from_pupils,
        case when j.rule = 'not_below_urban' then j.urban_before - j.target end as change_target
    from judged j
)
select
    c.township_id, c.district_id, c.indicator_id, c.stage, c.school_year, c.counted, c.level,
    c.scope, c.role, c.action, c.goal, c.form, c.rule,
    c.numerator, c.denominator, c.value,
    c.target,
    case when c.target is not null then c.target_from end as target_from,
    c.district_target,
    c.verdict,
    case when c.rule = 'not_below_urban' then c.verdict_beside end as verdict_district_urban,
    c.reason,
    -- the verdict with 略低 told apart: met, slightly_below (counts as met), not_met …
    case when c.reason = 'whole_unit' then 'slightly_below' else c.verdict end as state,
    coalesce(
        c.verdict in ('met', 'not_met') and c.organiser = 'third_party'
        and c.target between wilson_low(c.numerator, c.denominator) and wilson_high(c.numerator, c.denominator),
        false
    ) as borderline,
    case
        when c.verdict = 'not_met' and c.rule = 'at_least' and c.lacking is not null
            then cast(ceil(c.lacking - c.tolerance) as bigint)
        when c.verdict = 'not_met' and c.rule = 'not_below_urban' and c.lacking is not null
            -- up to the urban value, or to where only less than one unit and little is missing
            then cast(least(ceil(c.lacking - c.tolerance), floor(c.lacking - c.slightly_units) + 1) as bigint)
    end as shortfall_units,
    case
        when c.rule in ('rising', 'tracked') then null
        when c.verdict = 'met' then cast(1 as double)
        when c.verdict = 'not_met' and c.value is not null and c.target is not null then
            case when c.rule in ('at_most', 'below')
                then greatest(0, least(1, coalesce(c.target / nullif(c.value, 0), 0)))
                else greatest(0, least(1, coalesce(c.value / nullif(c.target, 0), 0)))
            end
    end as attainment,
    c.change,
    c.change - coalesce(c.change_from_pupils, 0) as change_own,
    c.change_target,
    c.change_from_pupils,
    cast(c.reported as integer) as reported,
    cast(c.due as integer) as due,
    c.coverage,
    -- enough of the returns are in for the value to stand for the township; null where none is due
    case when c.coverage is not null then c.covered end as covered
from changed c
