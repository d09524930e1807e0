-- grain: area (city, districts or townships in scope) x stage x school_year: pupils of all grades; whole: that sum may be held against other years
select
    r.area_kind,
    r.area_id,
    r.stage,
    r.school_year,
    cast(sum(r.pupils) as bigint) as pupils,
    bool_and(r.whole) as whole
from roll r
left join township t on r.area_kind = 'township' and t.township_id = r.area_id
where r.area_kind = $area_kind
  and (r.area_kind = 'city'
       or (r.area_kind = 'district' and list_contains($districts, r.area_id))
       or (r.area_kind = 'township' and list_contains($districts, t.district_id)))
  and r.pupils is not null
group by r.area_kind, r.area_id, r.stage, r.school_year
order by r.area_id, r.stage, r.school_year
