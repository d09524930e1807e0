-- grain: area_kind (township, district, city) x area_id x stage x school_year x part x destination x place: registered children, small destinations folded
-- zh: 去向表
with kept as (
    -- accounts of under 10 children in all are left out here and in every sum
    select area_id as township_id, stage, school_year, local, elsewhere, unplaced
    from local_account
    where area_kind = 'township' and withheld = 0
),
outward as (
    select r.township_id, r.stage, r.school_year, r.destination, r.children,
        min(r.children) over (partition by r.township_id, r.stage, r.school_year) as least,
        sum(r.children) over (
            partition by r.township_id, r.stage, r.school_year order by r.children, r.destination
            rows between unbounded preceding and 1 preceding
        ) as smaller
    from residency_row r
    join kept k on k.township_id = r.township_id and k.stage = r.stage and k.school_year = r.school_year
    where r.part = 'elsewhere' and r.children > 0 and k.elsewhere >= 10
),
named as (
    -- those under 10 fold, then the next smallest until the fold holds 10
    select township_id, stage, school_year, children,
        case when children < 10 or (least < 10 and coalesce(smaller, 0) < 10) then 'folded' else destination end as destination
    from outward
),
parts as (
    select township_id, stage, school_year, 'elsewhere' as part, destination, sum(children) as children
    from named
    group by township_id, stage, school_year, destination
    union all
    select township_id, stage, school_year, 'elsewhere' as part, 'undivided' as destination, elsewhere as children
    from kept
    where elsewhere < 10
    union all
    select township_id, stage, school_year, 'local' as part, 'local' as destination, local as children
    from kept
    union all
    select township_id, stage, school_year, 'unplaced' as part, 'unplaced' as destination, unplaced as children
    from kept
),
placed as (
    select p.township_id, home.district_id, p.stage, p.school_year, p.part, p.destination, p.children,
        case
            when goal.township_id is null then p.destination
            when goal.district_id <> home.district_id then 'other_district'
            when goal.area = 'urban' then 'district_urban'
            when goal.area = 'town' then 'district_town'
            else 'district'
        end as place
    from parts p
    join township home on home.township_id = p.township_id
    left join township goal on goal.township_id = p.destination
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, school_year, part, destination, place, children
    from placed
    union all
    select 'district' as area_kind, district_id as area_id, stage, school_year, part, destination, place, children
    from placed
    union all
    select 'city' as area_kind, 'city' as area_id, stage, school_year, part, destination, place, children
    from placed
)
select area_kind, area_id, stage, school_year, part, destination, place, cast(sum(children) as bigint) as children
from areas
group by area_kind, area_id, stage, school_year, part, destination, place
