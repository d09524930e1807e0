-- grain: area x school_year x reading whose met townships are not the published ones and those turned
-- zh: 换口径后的达标数等于现行达标数加减变化的乡镇数
select r.area_kind, r.area_id, r.school_year, r.reading, r.met, h.met as published, r.turned_to_met, r.turned_from_met
from headline_reading r
join headline_reading h on h.area_kind = r.area_kind and h.area_id = r.area_id and h.school_year = r.school_year
    and h.reading = 'strict'
join reading g on g.reading = r.reading
where g.turns <> 'places' and (r.met <> h.met + r.turned_to_met - r.turned_from_met or r.counted <> h.counted)
