-- grain: area x school_year where leaving out a tolerance makes more townships meet their goals, or a wider one fewer
-- zh: 不留余量的口径达标数不多于现行口径，余量两个百分点的不少于一个百分点的
select n.area_kind, n.area_id, n.school_year, n.met as without, h.met as published, o.met as one_point, w.met as two_points
from headline_reading n
join headline_reading h on h.area_kind = n.area_kind and h.area_id = n.area_id and h.school_year = n.school_year
    and h.reading = 'strict'
join headline_reading o on o.area_kind = n.area_kind and o.area_id = n.area_id and o.school_year = n.school_year
    and o.reading = 'one_point'
join headline_reading w on w.area_kind = n.area_kind and w.area_id = n.area_id and w.school_year = n.school_year
    and w.reading = 'two_points'
where n.reading = 'no_tolerance' and (n.met > h.met or n.met > o.met or o.met > w.met)
