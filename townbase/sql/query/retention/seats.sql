-- grain: township x ahead of one stage: pupils now and expected against approved places
select t.township_id, t.name, t.district_id, t.district_name, f.ahead, f.target_year, f.pupils, f.expected, f.low, f.high,
    f.places, f.places_spare, f.word, f.backtested,
    f.pupils / nullif(f.places, 0) as used_now, f.expected / nullif(f.places, 0) as used
from intake_forecast f
join township t on t.township_id = f.area_id
where f.area_kind = 'township' and f.measure = 'roll' and f.stage = $stage and f.school_year = $year
    and list_contains($districts, t.district_id) and ($district = '' or t.district_id = $district)
order by t.district_id, t.township_id, f.ahead
