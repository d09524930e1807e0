-- grain: what (setting, indicator, goal) x id x field: what the two versions judge by, where it differs
with every as (
    select 'before' as version, 'setting' as what, key as id, 'value' as field, value
    from before.setting
    union all
    select 'now', 'setting', key, 'value', value
    from now.setting
    union all
    select 'before', 'indicator', indicator_id, field, value
    from (unpivot (select columns(*)::varchar from before.indicators)
        on columns(* exclude indicator_id) into name field value value)
    union all
    select 'now', 'indicator', indicator_id, field, value
    from (unpivot (select columns(*)::varchar from now.indicators)
        on columns(* exclude indicator_id) into name field value value)
    union all
    select 'before', 'goal', goal, field, value
    from (unpivot (select columns(*)::varchar from before.goals) on columns(* exclude goal) into name field value value)
    union all
    select 'now', 'goal', goal, field, value
    from (unpivot (select columns(*)::varchar from now.goals) on columns(* exclude goal) into name field value value)
)
select
    coalesce(n.what, b.what) as what, coalesce(n.id, b.id) as id, coalesce(n.field, b.field) as field,
    b.value as before_value, n.value as now_value
from (from every where version = 'before') b
full join (from every where version = 'now') n on n.what = b.what and n.id = b.id and n.field = b.field
where b.value is distinct from n.value
