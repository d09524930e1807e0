-- grain: school_year: how complete it is and whether it holds indicator data at all
select
    y.school_year,
    y.reported,
    y.due,
    y.coverage,
    y.shown_by_default,
    y.in_progress,
    y.has_indicators
from year_status y
order by y.school_year
