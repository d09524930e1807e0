-- grain: side (own, urban) x place_id x school_year x stage x measure: which kinds of change its delivered values saw
with sides as (
    select before_township as place_id, school_year, stage, measure, kind
    from value_change
    where before_township is not null
    union all
    select now_township, school_year, stage, measure, kind
    from value_change
    where now_township is not null
),
every as (
    select 'own' as side, place_id, school_year, stage, measure, kind
    from sides
    union all
    select 'own', 'city', school_year, stage, measure, kind
    from sides
    union all
    select 'urban', 'city', school_year, stage, measure, kind
    from value_change
    where before_urban or now_urban
)
select side, place_id, school_year, stage, measure,
    bool_or(kind = 'new') as is_new, bool_or(kind = 'gone') as is_gone,
    -- a figure that moved with its school changes two sums and was reported anew by nobody
    bool_or(kind in ('revised', 'moved')) as is_revised
from every
group by side, place_id, school_year, stage, measure
