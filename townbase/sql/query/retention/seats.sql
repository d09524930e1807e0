-- grain: township x ahead of one stage: pupils expected against approved places
select t.township_id, t.name, t.district_id, t.district_name, f.ahead, f.target_year, f.expected, f.low, f.high, f.places, f.word
from intake_forecast f
join township t on t.township_id = f.area_id
where f.area_kind = 'township' and f.measure = 'roll' and f.ahead <= 3 and f.stage = $stage and f.school_year = $year
    and list_contains($districts, t.district_id)
order by t.district_id, t.township_id, f.ahead
