-- the schools behind the indicator rows of one township in one year, the seat school first
select
    v.indicator_id, v.stage, s.school_id, s.name, s.seat, v.numerator, v.denominator, v.value
from indicator_value v
join school s on s.school_id = v.area_id and s.school_year = v.school_year
join indicators i on i.indicator_id = v.indicator_id
where v.area_kind = 'school' and v.school_year = $year and s.township_id = $township
    and list_contains($districts, s.district_id)
    and i.form <> 'difference_rate'
    and v.scope = 'all'
    and (i.scope in ('all', 'seat_vs_other')
        or (i.scope = 'seat' and s.seat) or (i.scope = 'other' and not s.seat))
order by v.indicator_id, v.stage, coalesce(s.seat, false) desc, s.school_id
