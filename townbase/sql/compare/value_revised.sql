-- grain: area_kind x area_id x school_year x stage x measure x item: values of years already published that are other than they were, the largest change of each kind first, at most 50,000 (value_count holds how many)
with names as (
    select version, school_id, school_year, name
    from (
        select 'before' as version, school_id, school_year, name from before.school
        union all
        select 'now', school_id, school_year, name from now.school
    ) as every
)
select v.area_kind, v.area_id, v.school_year, v.stage, v.measure, v.item, v.extract, v.kind,
    v.before_value, v.now_value,
    coalesce(n.name, b.name) as school_name,
    coalesce(t.now_name, t.before_name) as township_name,
    coalesce(t.now_district_name, t.before_district_name) as district_name
from value_change v
left join names b on v.area_kind = 'school' and b.version = 'before' and b.school_id = v.area_id
    and b.school_year = v.school_year
left join names n on v.area_kind = 'school' and n.version = 'now' and n.school_id = v.area_id
    and n.school_year = v.school_year
left join township_pair t on t.place_id = coalesce(v.now_township, v.before_township) and t.place = 1
where v.in_both_years and v.kind <> 'new' and not v.is_made
order by case v.kind when 'revised' then 1 when 'gone' then 2 else 3 end,
    abs(v.now_value - v.before_value) / nullif(greatest(abs(v.before_value), abs(v.now_value)), 0) desc nulls last,
    v.school_year desc, v.area_id, v.stage, v.measure, v.item
limit 50000
