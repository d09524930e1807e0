-- grain: area (the city and every district in scope) x school_year x reading
select
    h.area_kind,
    h.area_id,
    h.school_year,
    h.reading,
    h.counted,
    h.met,
    h.met_slightly_below,
    h.not_met,
    h.not_assessable,
    h.needed,
    h.needed_share
from headline h
where h.area_kind = 'city'
   or (h.area_kind = 'district' and list_contains($districts, h.area_id))
order by h.area_kind, h.area_id, h.school_year, h.reading
