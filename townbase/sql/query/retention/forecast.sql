-- grain: stage x measure x ahead of one area, as known in one year; came = pupils counted since, where all its townships have returned
with mine as (
    select f.stage, f.ahead, m.value as pupils
    from intake_forecast f
    join township t on t.township_id = f.area_id
    left join township_measurement m on m.township_id = f.area_id and m.stage = f.stage and m.school_year = f.target_year
        and m.measure = 'pupils'
    where f.area_kind = 'township' and f.measure = 'roll' and f.school_year = $year
        and case $area_kind when 'township' then t.township_id = $area_id when 'district' then t.district_id = $area_id else true end
        and ($area_kind = 'city' or list_contains($districts, t.district_id))
),
since as (
    select stage, ahead, cast(case when count(pupils) = count(*) then sum(pupils) end as bigint) as came
    from mine
    group by stage, ahead
)
select f.stage, f.measure, f.ahead, f.target_year, f.pupils, f.expected, f.low, f.high, f.expected_98,
    f.error, f.median_error, f.tests, f.years, f.backtested, f.places, f.places_spare, f.word,
    f.classes, f.classes_needed, f.teachers, f.teachers_needed, f.townships, f.complete,
    case when f.measure = 'roll' then s.came end as came
from intake_forecast f
left join township t on f.area_kind = 'township' and t.township_id = f.area_id
left join since s on s.stage = f.stage and s.ahead = f.ahead
where f.area_kind = $area_kind and f.area_id = $area_id and f.school_year = $year
    and (f.area_kind = 'city' or list_contains($districts, coalesce(t.district_id, f.area_id)))
order by f.stage, f.measure, f.ahead
