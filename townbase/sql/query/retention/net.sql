-- grain: stage x school_year of one area: pupils against registered children, and moves between town and city
select n.stage, n.school_year, n.pupils, n.found, n.net, n.townships, n.comparable,
    n.town_to_urban, n.urban_to_town, n.town_to_other_city, n.town_untold
from net_flow n
left join township t on n.area_kind = 'township' and t.township_id = n.area_id
where n.area_kind = $area_kind and n.area_id = $area_id
    and (n.area_kind = 'city' or list_contains($districts, coalesce(t.district_id, n.area_id)))
order by n.stage, n.school_year
