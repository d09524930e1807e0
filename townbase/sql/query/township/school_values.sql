-- the indicator values of one school in one year beside its township's and the urban value
select
    i.indicator_id, i.action, i.goal, i.role, i.title, i.scope, i.form, i.rule, i.threshold, i.per, i.unit,
    i.value_unit, i.denominator as denominator_measure, v.stage, v.numerator, v.denominator, v.value,
    p.value as township_value, p.target, p.target_from, u.value as urban_value,
    -- below what its township is held to; against the urban value by more than what is 略低 of a township (verdict/progress)
    coalesce(case
        when i.rule in ('rising', 'tracked') or v.value is null then false
        when i.rule = 'at_most' then v.value > p.target + 1e-9
        when i.rule = 'below' then v.value >= p.target - 1e-9
        when v.value >= p.target - 1e-9 then false
        when i.rule = 'not_below_urban' then
            p.target * v.denominator / i.per - v.numerator >= least(1, v.denominator / i.per * case
                when i.denominator = 'schools' and not k.slightly_below_schools then 0
                when i.form = 'share' then k.slightly_below_points
                else k.slightly_below_part * p.target
            end) - 1e-9
        else true
    end, false) as short
from indicator_value v
join indicators i on i.indicator_id = v.indicator_id
join school s on s.school_id = v.area_id and s.school_year = v.school_year
left join progress p
    on p.township_id = s.township_id and p.indicator_id = v.indicator_id and p.stage = v.stage
    and p.school_year = v.school_year
left join indicator_value u
    on u.area_kind = $urban and (u.area_kind = 'city' or u.area_id = s.district_id)
    and u.scope = 'urban' and u.indicator_id = v.indicator_id and u.stage = v.stage
    and u.school_year = v.school_year
cross join chosen_setting k
where v.area_kind = 'school' and v.area_id = $school and v.school_year = $year and v.scope = 'all'
    and i.form <> 'difference_rate' and i.level = 'township'
    and (i.scope = 'all'
        or (i.scope = 'seat' and s.seat) or (i.scope = 'other' and not s.seat))
    and list_contains($districts, s.district_id)
