-- grain: place_id x indicator_id x stage x school_year: the rows that turned, with names, core rows of the last year first
select f.school_year, f.place_id, f.indicator_id, f.stage, f.role, f.before_verdict, f.now_verdict,
    f.before_value, f.now_value, f.before_target, f.now_target, f.cause, f.cause_from,
    coalesce(n.title, b.title) as title, coalesce(n.value_unit, b.value_unit) as value_unit,
    coalesce(n.form, b.form) as form,
    coalesce(t.now_name, t.before_name) as name,
    coalesce(t.now_district_name, t.before_district_name) as district_name
from row_flip f
left join before.indicators b on b.indicator_id = f.indicator_id
left join now.indicators n on n.indicator_id = f.indicator_id
left join township_pair t on t.place_id = f.place_id and t.place = 1
order by case f.role when 'core' then 1 when 'reference' then 2 else 3 end, f.school_year desc,
    case when f.before_verdict = 'met' and f.now_verdict = 'not_met' then 1
        when f.before_verdict = 'not_met' and f.now_verdict = 'met' then 2 else 3 end,
    f.place_id, f.indicator_id, f.stage
