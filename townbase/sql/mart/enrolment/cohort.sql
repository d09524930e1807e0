-- grain: area_kind (township, district, city over all townships; counted, urban over those of a district or city) x area_id x grade x school_year: pupils, and those one grade higher a year later
-- zh: 同批学生表
with grades as (
    select position, grade
    from (values
        (1, 'k1'), (2, 'k2'), (3, 'k3'), (4, '1'), (5, '2'), (6, '3'), (7, '4'), (8, '5'), (9, '6'),
        (10, '7'), (11, '8'), (12, '9')
    ) as g(position, grade)
),
staged as (
    -- the stage of a grade follows the school's system: under 5 + 4 grade 6 is junior
    select y.township_id, y.school_year, g.position, g.grade,
        case
            when g.position <= 3 then 'preschool'
            when g.position <= 8 or (g.position = 9 and y.system = '63') then 'primary'
            else 'junior'
        end as stage
    from township_system y
    cross join grades g
),
taught as (
    select r.township_id, e.school_year, e.grade,
        case when count(*) = count(e.pupils) then sum(e.pupils) end as pupils
    from enrolment e
    join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year
    where e.stage in ('preschool', 'primary', 'junior')
    group by r.township_id, e.school_year, e.grade
),
silent as (
    -- a school of the stage, or a teaching point, that has not returned all its grades
    select s.township_id, s.school_year, s.stage
    from roster_stage s
    left join stage_enrolment e on e.delivered_id = s.delivered_id and e.school_year = s.school_year and e.stage = s.stage
    where e.pupils is null
    union
    select r.township_id, r.school_year, 'primary' as stage
    from roster r
    left join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year
    where r.kind = 'teaching_point' and e.pupils is null
),
held as (
    select g.township_id, t.district_id, g.school_year, g.position, g.grade, g.stage, n.pupils,
        coalesce(s.schools, 0) as schools,
        coalesce(s.rostered, false) and q.township_id is null as complete,
        coalesce(s.rostered, false) and q.township_id is not null as lacking
    from staged g
    join township t on t.township_id = g.township_id
    left join taught n on n.township_id = g.township_id and n.school_year = g.school_year and n.grade = g.grade
    left join township_stage s on s.township_id = g.township_id and s.school_year = g.school_year and s.stage = g.stage
    left join silent q on q.township_id = g.township_id and q.school_year = g.school_year and q.stage = g.stage
),
last_year as (
    select max(school_year) as school_year from taught
),
stepped as (
    select h.township_id, h.district_id, h.school_year, h.position, h.grade, h.stage,
        case when h.complete then h.pupils end as pupils,
        n.grade as next_grade,
        case when n.complete then n.pupils end as next_pupils,
        -- both counted in full: a township without the stage counts as none above it
        h.complete and n.complete as whole, h.lacking,
        case when n.grade is not null and n.stage <> h.stage then 1 else 0 end as joint,
        case
            when not h.complete then 'incomplete'
            when h.pupils is null then 'no_grade'
            when h.position = 12 then 'last_grade'
            when n.grade is null then 'last_year'
            when not n.complete then 'incomplete_next'
            when n.schools = 0 and n.pupils is null then 'no_school'
            when n.pupils is null then 'no_grade_next'
            when h.pupils = 0 then 'no_pupils'
        end as reason
    from held h
    cross join last_year y
    left join held n on n.township_id = h.township_id and n.school_year = h.school_year + 1 and n.position = h.position + 1
        and n.school_year <= y.school_year
    where h.school_year <= y.school_year
),
higher as (
    select 'district' as area_kind, district_id as area_id, school_year, position, grade, next_grade, stage,
        pupils, next_pupils, whole, lacking, joint, reason
    from stepped
    union all
    select 'city' as area_kind, 'city' as area_id, school_year, position, grade, next_grade, stage,
        pupils, next_pupils, whole, lacking, joint, reason
    from stepped
    union all
    select s.side as area_kind, p.area_id, h.school_year, h.position, h.grade, h.next_grade, h.stage,
        h.pupils, h.next_pupils, h.whole, h.lacking, h.joint, h.reason
    from stepped h
    join township_side s on s.township_id = h.township_id
    join (
        select township_id, district_id as area_id from township
        union all
        select township_id, 'city' as area_id from township
    ) p on p.township_id = h.township_id
),
summed as (
    select area_kind, area_id, school_year, position, grade, max(next_grade) as next_grade,
        min(stage) as first_stage, max(stage) as last_stage,
        sum(case when stage = 'junior' then coalesce(pupils, 0) else 0 end) as in_junior,
        sum(pupils) as every_pupil,
        sum(case when whole then pupils end) as pupils,
        sum(case when whole then next_pupils end) as next_pupils,
        sum(case when joint = 1 then coalesce(pupils, 0) else 0 end) as at_joint,
        sum(case when whole then 1 else 0 end) as townships,
        sum(case when lacking then 1 else 0 end) as lacking,
        count(*) as every_township,
        sum(case when reason in ('incomplete', 'incomplete_next') then 1 else 0 end) as left_out
    from higher
    group by area_kind, area_id, school_year, position, grade
)
select
    'township' as area_kind, township_id as area_id, school_year, cast(position as integer) as position, grade, stage,
    cast(pupils as bigint) as enrolled, cast(pupils as bigint) as pupils, next_grade,
    cast(case when reason is null then next_pupils end as bigint) as next_pupils,
    case when reason is null then cast(next_pupils as double) / nullif(pupils, 0) end as retention,
    joint = 1 as joint, reason,
    cast(case when reason is null then 1 else 0 end as integer) as townships,
    cast(case when reason in ('incomplete', 'incomplete_next') then 1 else 0 end as integer) as left_out
from stepped
where pupils is not null or reason = 'incomplete'
union all
select
    area_kind, area_id, school_year, cast(position as integer) as position, grade,
    case when first_stage = last_stage then first_stage when 2 * in_junior > every_pupil then 'junior' else 'primary' end as stage,
    -- all pupils of the area, unless more than 2 % of its townships have not returned in full
    cast(case when lacking <= 0.02 * every_township then every_pupil end as bigint) as enrolled,
    -- where a later year stands beside it, only townships that are counted in full in both
    cast(coalesce(pupils, every_pupil) as bigint) as pupils, next_grade,
    cast(next_pupils as bigint) as next_pupils,
    cast(next_pupils as double) / nullif(pupils, 0) as retention,
    2 * at_joint > every_pupil as joint,
    case
        when position = 12 then 'last_grade'
        when next_grade is null then 'last_year'
        when next_pupils is null and left_out > 0 then 'incomplete_next'
        when next_pupils is null then 'no_grade_next'
        when pupils = 0 then 'no_pupils'
    end as reason,
    cast(townships as integer) as townships, cast(left_out as integer) as left_out
from summed
where every_pupil is not null
