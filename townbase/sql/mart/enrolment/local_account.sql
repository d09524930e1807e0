-- grain: area_kind (township, district, city; counted, urban = their counted townships, urban streets) x area_id x stage x school_year: where the children registered there are taught, in whole children
-- zh: 本地就读账目表
with account as (
    -- an account with a missing part is no account
    select township_id, district_id, stage, school_year,
        cast(sum(case when part = 'local' then children else 0 end) as bigint) as local,
        cast(sum(case when part = 'elsewhere' then children else 0 end) as bigint) as elsewhere,
        cast(sum(case when part = 'unplaced' then children else 0 end) as bigint) as unplaced,
        cast(sum(children) as bigint) as children
    from residency_row
    group by township_id, district_id, stage, school_year
    having count(*) = count(children)
),
published as (
    -- under 10 children in all could name one: such a township is left out here and in every sum above it
    select township_id, district_id, stage, school_year,
        case when children >= 10 then local end as local,
        case when children >= 10 then elsewhere end as elsewhere,
        case when children >= 10 then unplaced end as unplaced,
        case when children >= 10 then children end as children,
        case when children >= 10 then 0 else 1 end as withheld
    from account
),
sided as (
    -- the townships that the plan speaks of, and the city's own streets beside them
    select p.district_id, p.stage, p.school_year, p.local, p.elsewhere, p.unplaced, p.children, p.withheld, s.side
    from published p
    join township_side s on s.township_id = p.township_id
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, school_year,
        local, elsewhere, unplaced, children, withheld
    from published
    union all
    select 'district' as area_kind, district_id as area_id, stage, school_year,
        local, elsewhere, unplaced, children, withheld
    from published
    union all
    select 'city' as area_kind, 'city' as area_id, stage, school_year,
        local, elsewhere, unplaced, children, withheld
    from published
    union all
    select side as area_kind, 'city' as area_id, stage, school_year, local, elsewhere, unplaced, children, withheld
    from sided
    union all
    select side as area_kind, district_id as area_id, stage, school_year, local, elsewhere, unplaced, children, withheld
    from sided
)
select
    area_kind, area_id, stage, school_year,
    cast(sum(local) as bigint) as local,
    cast(sum(local + elsewhere) as bigint) as found,
    cast(sum(elsewhere) as bigint) as elsewhere,
    cast(sum(unplaced) as bigint) as unplaced,
    cast(sum(children) as bigint) as children,
    cast(sum(1 - withheld) as integer) as townships,
    cast(sum(withheld) as integer) as withheld
from areas
group by area_kind, area_id, stage, school_year
