-- grain: area_kind (township, district, city) x area_id x stage x school_year, all townships, published rows only
-- zh: 本地就读表
with applied as (
    -- a township without a school of the stage and without one that serves it has no value
    select a.area_kind, a.area_id, a.stage, a.school_year, a.local, a.found, a.elsewhere, a.unplaced,
        a.children, a.townships, a.withheld,
        a.area_kind = 'township' and p.schools = 0 and p.served_by is null and p.rostered as absent
    from local_account a
    left join township_stage p on a.area_kind = 'township' and p.township_id = a.area_id
        and p.stage = a.stage and p.school_year = a.school_year
)
select
    a.area_kind, a.area_id, a.stage, a.school_year, a.local, a.found, a.elsewhere, a.unplaced, a.children,
    case when not coalesce(a.absent, false) then cast(a.local as double) / nullif(a.found, 0) end as value,
    case when not coalesce(a.absent, false) then r.word end as word,
    case
        when a.area_kind = 'township' and a.withheld = 1 then 'under_10'
        when coalesce(a.absent, false) then 'not_served'
    end as reason,
    a.townships, a.withheld
from applied a
left join rising r on r.series = 'account' and r.area_kind = a.area_kind and r.area_id = a.area_id
    and r.stage = a.stage and r.school_year = a.school_year
