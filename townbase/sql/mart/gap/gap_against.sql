-- grain: indicator_id x stage x area_kind (city, district, township) x area_id x school_year x against (city, district): town - urban, negative = town behind
-- zh: 城乡差距明细表
with town as (
    select v.indicator_id, v.stage, v.area_kind, v.area_id, v.school_year, v.numerator, v.denominator, v.value, v.coverage, v.covered,
        case v.area_kind when 'township' then t.district_id when 'district' then v.area_id end as district_id,
        i.base_year, i.per,
        case when i.rule in ('at_most', 'below') then -1 else 1 end as sign,
        i.form = 'per_head' and i.denominator = 'pupils' as by_pupils,
        -- how far under the urban value is still only slightly below, as the verdicts have it
        case
            when i.denominator = 'schools' and not c.slightly_below_schools then 0
            when i.form = 'share' then c.slightly_below_points
            else c.slightly_below_part
        end as slightly, i.form
    from scoped_value v
    join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage
    cross join chosen_setting c
    left join township t on t.township_id = case when v.area_kind = 'township' then v.area_id end
    where i.origin = 'school' and i.scope <> 'seat_vs_other' and i.level = 'township'
        and (v.area_kind <> 'township' or t.counted)
),
urban as (
    select area_kind as urban_from, area_id, indicator_id, stage, school_year, numerator, denominator, value
    from indicator_value
    where scope = 'urban' and area_kind in ('city', 'district') and value is not null
),
paired as (
    -- where a district has no urban school of its own, the city's stand in for them
    select n.indicator_id, n.stage, n.area_kind, n.area_id, n.school_year, a.against, n.base_year, n.per, n.sign, n.by_pupils, n.slightly, n.form,
        n.numerator, n.denominator, n.value, n.coverage, n.covered,
        coalesce(own.urban_from, city.urban_from) as urban_from,
        case when own.urban_from is null then city.numerator else own.numerator end as urban_numerator,
        case when own.urban_from is null then city.denominator else own.denominator end as urban_denominator,
        coalesce(own.value, city.value) as urban
    from town n
    cross join (values ('city'), ('district')) as a(against)
    left join urban own on own.urban_from = case when a.against = 'district' then 'district' end
        and own.area_id = n.district_id and own.indicator_id = n.indicator_id and own.stage = n.stage
        and own.school_year = n.school_year
    left join urban city on city.area_id = 'city' and city.indicator_id = n.indicator_id and city.stage = n.stage
        and city.school_year = n.school_year
    where n.value is not null
),
apart as (
    select p.*, p.sign * (p.value - p.urban) as gap
    from paired p
    where p.urban is not null
),
base as (
    select indicator_id, stage, area_kind, area_id, against, urban_from, gap, value, urban,
        numerator, denominator, urban_numerator, urban_denominator
    from apart
    where school_year = base_year
),
based as (
    -- a change is told only against the same urban schools
    select a.*, b.gap as base_gap,
        (a.gap - b.gap) / nullif(a.school_year - a.base_year, 0) as yearly,
        b.value as base_value, b.urban as base_urban,
        b.numerator as base_numerator, b.denominator as base_denominator,
        b.urban_numerator as base_urban_numerator, b.urban_denominator as base_urban_denominator
    from apart a
    left join base b on b.indicator_id = a.indicator_id and b.stage = a.stage and b.area_kind = a.area_kind
        and b.area_id = a.area_id and b.against = a.against and b.urban_from = a.urban_from
),
split as (
    -- midpoint (Shapley) form: what more teachers, rooms or books did, and what fewer pupils to share them did
    select b.*,
        case when b.by_pupils then b.per * (b.numerator + b.base_numerator) / 2
            * (1 / nullif(b.denominator, 0) - 1 / nullif(b.base_denominator, 0)) end as town_pupils,
        case when b.by_pupils then b.per * (b.urban_numerator + b.base_urban_numerator) / 2
            * (1 / nullif(b.urban_denominator, 0) - 1 / nullif(b.base_urban_denominator, 0)) end as urban_pupils
    from based b
)
select
    s.indicator_id, s.stage, s.area_kind, s.area_id, s.school_year, s.against,
    s.numerator as town_numerator, s.denominator as town_denominator,
    s.value as town, s.coverage as town_coverage, s.covered,
    s.urban, s.urban_from, s.gap,
    -- behind by less than one whole unit and by little
    coalesce(s.gap < -1e-9 and -s.gap * s.denominator / s.per
        < least(1, s.slightly * case when s.form = 'share' then 1 else s.urban end * s.denominator / s.per) - 1e-9, false) as slightly_below,
    s.base_gap,
    case when s.school_year > s.base_year then s.gap > s.base_gap + 1e-9 end as closing,
    -- straight line from the base year; the year in which town has caught up
    case when s.gap < 0 and s.yearly > 1e-9 then cast(ceil(s.school_year - s.gap / s.yearly - 1e-9) as integer) end as closes_in,
    s.sign * (s.value - s.base_value - coalesce(s.town_pupils, 0)) as change_town,
    -s.sign * (s.urban - s.base_urban - coalesce(s.urban_pupils, 0)) as change_urban,
    s.sign * (s.town_pupils - s.urban_pupils) as change_pupils
from split s
