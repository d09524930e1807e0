-- grain: stage x measure x ahead of one area, as known in one year
select f.stage, f.measure, f.ahead, f.target_year, f.pupils, f.expected, f.low, f.high, f.expected_98,
    f.error, f.median_error, f.tests, f.years, f.places, f.word, f.townships
from intake_forecast f
left join township t on f.area_kind = 'township' and t.township_id = f.area_id
where f.area_kind = $area_kind and f.area_id = $area_id and f.school_year = $year
    and (f.area_kind = 'city' or list_contains($districts, coalesce(t.district_id, f.area_id)))
order by f.stage, f.measure, f.ahead
