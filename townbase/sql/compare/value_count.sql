-- grain: extract x school_year x kind: how many delivered values are new, revised, gone, or moved with their school
select extract, school_year, kind, in_both_years, count(*) as many
from value_change
where not is_made
group by extract, school_year, kind, in_both_years
