-- grain: the city or one district: how many townships meet all goals with the ticked rows met, by the build's own rules, and as published
with progress as (/* include query/path/assumed_rows */),
goal_progress as (/* include mart/verdict/goal_progress */),
action_progress as (/* include mart/verdict/action_progress */),
township_status as (/* include mart/verdict/township_status */),
headline as (/* include mart/verdict/headline */)
select a.counted, p.met as met_published, a.met, p.not_assessable as not_assessable_published, a.not_assessable,
    a.needed, a.missing_to_needed
from headline a
join main.headline p on p.area_kind = a.area_kind and p.area_id = a.area_id and p.school_year = a.school_year
    and p.reading = a.reading
where a.reading = 'strict' and a.school_year = $year and not p.is_base_year and a.counted > 0
    and a.area_kind = case when $district is null then 'city' else 'district' end
    and case
        -- what the city would be with a row of anywhere met tells where that place stands
        when $district is null then not exists (select 1 from township where not list_contains($districts, district_id))
        else a.area_id = $district and list_contains($districts, a.area_id)
    end
