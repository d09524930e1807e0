-- grain: school_year: how complete it is, whether it holds indicator data at all and whether all others are held against it
select
    y.school_year,
    y.reported,
    y.due,
    y.coverage,
    y.shown_by_default,
    y.in_progress,
    y.has_indicators,
    y.is_base_year
from year_status y
order by y.school_year
