-- grain: row of progress in one year, with the ticked ones ($townships, $indicators, $stages at the same place) taken as met
with ticked as (
    select unnest($townships) as township_id, unnest($indicators) as indicator_id, unnest($stages) as stage
)
select p.* replace (
    case when t.township_id is null then p.verdict else 'met' end as verdict,
    case when t.township_id is null then p.state else 'met' end as state,
    case when t.township_id is null then p.reason else 'point' end as reason,
    t.township_id is null and p.borderline as borderline,
    case when t.township_id is null then p.shortfall_units end as shortfall_units,
    case when t.township_id is null then p.attainment else 1 end as attainment
)
from main.progress p
left join ticked t on t.township_id = p.township_id and t.indicator_id = p.indicator_id and t.stage = p.stage
    -- only what waits can be taken as met
    and p.verdict in ('not_met', 'no_data', 'too_small')
where p.school_year = $year
