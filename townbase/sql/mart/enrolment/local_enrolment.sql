-- grain: area_kind (township, district, city over all townships; counted, urban over those of a district or city) x area_id x stage x school_year, published rows only
-- zh: 本地就读表
with applied as (
    -- a township without a school of the stage and without one that serves it has no value
    select a.area_kind, a.area_id, a.stage, a.school_year, a.local, a.found, a.elsewhere, a.unplaced,
        a.children, a.townships, a.withheld,
        a.area_kind = 'township' and p.schools = 0 and p.served_by is null and p.rostered as absent
    from local_account a
    -- a key that is null where nothing is to be joined: a condition on one side alone would forbid a hash join
    left join township_stage p on p.township_id = case when a.area_kind = 'township' then a.area_id end
        and p.stage = a.stage and p.school_year = a.school_year
),
valued as (
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
)
select
    v.area_kind, v.area_id, v.stage, v.school_year, v.local, v.found, v.elsewhere, v.unplaced, v.children,
    v.value, v.word, v.reason, v.townships, v.withheld,
    v.found < c.few_people as few,
    b.value as value_before,
    -- a sum over clearly fewer townships than the year before is another set: its change would mislead
    v.townships >= c.same_townships * b.townships - 1e-9 as comparable,
    -- the rise broke: not above the year before; a share held high and one of few children do not count
    coalesce(
        v.townships >= c.same_townships * b.townships - 1e-9
        and v.found >= c.few_people
        and v.value <= b.value + 1e-9
        and not (v.value >= c.held_high - 1e-9 and b.value >= c.held_high - 1e-9),
        false
    ) as broke
from valued v
cross join chosen_setting c
left join valued b on b.area_kind = v.area_kind and b.area_id = v.area_id and b.stage = v.stage
    and b.school_year = v.school_year - 1 and b.value is not null
