-- grain: school_year, newest first
select school_year, reported, due, coverage, shown_by_default, in_progress
from year_status
order by school_year desc
