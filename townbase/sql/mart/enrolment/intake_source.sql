-- grain: township_id x stage x school_year x origin: where the pupils of its schools come from, as far as folded flows tell
-- zh: 生源来源表
with pupils as (
    select p.township_id, p.stage, p.school_year, p.value as pupils, s.served_by
    from township_measurement p
    join township_stage s on s.township_id = p.township_id and s.stage = p.stage and s.school_year = p.school_year
    where p.measure = 'pupils' and s.schools > 0
),
own as (
    -- children who may also go to a serving township are not told apart here
    select p.township_id, p.stage, p.school_year, 'own' as origin, f.children
    from pupils p
    join flow f on f.area_kind = 'township' and f.area_id = p.township_id and f.stage = p.stage
        and f.school_year = p.school_year and f.part = 'local'
    where p.served_by is null
),
served as (
    -- a township without a school of the stage sends all its local children to the one that serves it
    select s.served_by as township_id, s.stage, s.school_year, s.township_id as origin, f.children
    from township_stage s
    join flow f on f.area_kind = 'township' and f.area_id = s.township_id and f.stage = s.stage
        and f.school_year = s.school_year and f.part = 'local'
    where s.schools = 0 and s.rostered and s.served_by is not null
),
named as (
    select f.destination as township_id, f.stage, f.school_year, f.area_id as origin, f.children
    from flow f
    join township t on t.township_id = f.destination
    where f.area_kind = 'township' and f.part = 'elsewhere'
),
known as (
    select township_id, stage, school_year, origin, children from own
    union all
    select township_id, stage, school_year, origin, children from served
    union all
    select township_id, stage, school_year, origin, children from named
),
told as (
    select township_id, stage, school_year, sum(children) as children
    from known
    group by township_id, stage, school_year
)
select k.township_id, k.stage, k.school_year, k.origin, cast(k.children as bigint) as children
from known k
join pupils p on p.township_id = k.township_id and p.stage = k.stage and p.school_year = k.school_year
union all
-- folded origins, pupils registered outside the city or nowhere: never told apart
select p.township_id, p.stage, p.school_year, 'rest' as origin,
    cast(p.pupils as bigint) - cast(coalesce(k.children, 0) as bigint) as children
from pupils p
left join told k on k.township_id = p.township_id and k.stage = p.stage and k.school_year = p.school_year
