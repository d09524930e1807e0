-- grain: area (the city, and the one asked for; of the city and its district also both sides) x stage x school_year: local enrolment
select l.area_kind, l.area_id, l.stage, l.school_year, l.local, l.found, l.elsewhere, l.unplaced, l.children,
    l.value, l.word, l.reason, l.townships, l.withheld, l.few, l.value_before, l.comparable, l.broke
from local_enrolment l
left join township t on l.area_kind = 'township' and t.township_id = l.area_id
where l.area_id = 'city'
    or (list_contains($districts, coalesce(t.district_id, l.area_id))
        and ((l.area_kind = $area_kind and l.area_id = $area_id)
            or (l.area_kind in ('counted', 'urban') and l.area_id = coalesce(nullif($district, ''), $area_id))))
order by l.area_kind, l.area_id, l.stage, l.school_year
