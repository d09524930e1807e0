-- grain: township_id x school_year x stage x measure ('none' where no stage applies): what schools do not return
-- zh: 乡镇填报数表
with answered as (
    select coalesce(code.new_id, s.township_id) as township_id, s.school_year, s.respondent, s.item, s.organiser,
        sum(s.answered) as answered, sum(s.satisfied) as satisfied
    from survey s
    left join code_followed code on code.kind = 'township' and code.old_id = s.township_id
    where s.answered is not null and s.satisfied is not null
    group by coalesce(code.new_id, s.township_id), s.school_year, s.respondent, s.item, s.organiser
),
preferred as (
    -- one answer only: third party before bureau before school
    select township_id, school_year, respondent, item, organiser, answered, satisfied
    from answered
    qualify row_number() over (
        partition by township_id, school_year, respondent, item
        order by case organiser when 'third_party' then 1 when 'bureau' then 2 else 3 end
    ) = 1
),
surveyed as (
    select township_id, school_year, respondent as name, organiser, answered, satisfied
    from preferred
    where item = 'satisfaction'
    union all
    select township_id, school_year, 'belonging' as name,
        case when min(organiser) = max(organiser) then min(organiser) end as organiser,
        sum(answered) as answered, sum(satisfied) as satisfied
    from preferred
    where item = 'belonging' and respondent in ('pupil', 'teacher')
    group by township_id, school_year
),
surveys as (
    -- under 10 answers no value
    select s.township_id, s.school_year, 'none' as stage,
        case part when 'answered' then 'answered_' || s.name else 'satisfied_' || s.name end as measure,
        case when s.answered < 10 then null when part = 'answered' then s.answered else s.satisfied end as value,
        s.organiser,
        case when s.answered < 10 then 1 else 0 end as withheld
    from surveyed s
    cross join (values ('answered'), ('satisfied')) as p(part)
),
accounts as (
    select area_id as township_id, school_year, stage, part as measure,
        case part when 'local' then local else found end as value,
        cast(null as varchar) as organiser, withheld
    from local_account
    cross join (values ('local'), ('found')) as p(part)
    where area_kind = 'township'
),
owing as (
    select r.township_id, r.school_year, r.stage, count(*) as due, count(e.pupils) as reported
    from roster_stage r
    left join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year
        and e.stage = r.stage
    group by r.township_id, r.school_year, r.stage
),
enrolled as (
    select r.township_id, r.school_year, e.stage, sum(e.pupils) as pupils
    from stage_enrolment e
    join roster r on r.delivered_id = e.delivered_id and r.school_year = e.school_year
    group by r.township_id, r.school_year, e.stage
),
pupils as (
    -- only a township whose schools have all returned has a number of pupils
    select e.township_id, e.school_year, e.stage, e.pupils
    from enrolled e
    join owing o on o.township_id = e.township_id and o.school_year = e.school_year and o.stage = e.stage
    where o.reported = o.due
),
own as (
    select coalesce(home.new_id, r.township_id) as township_id, r.school_year, r.stage, sum(r.children) as children
    from residency r
    left join code_followed home on home.kind = 'township' and home.old_id = r.township_id
    left join code_followed goal on goal.kind = 'township' and goal.old_id = r.destination
    where coalesce(home.new_id, r.township_id) = coalesce(goal.new_id, r.destination)
    group by coalesce(home.new_id, r.township_id), r.school_year, r.stage
),
intake as (
    select a.area_id as township_id, a.school_year, a.stage, 'outside_intake' as measure,
        case when a.withheld = 0 then p.pupils - coalesce(o.children, 0) end as value,
        cast(null as varchar) as organiser, a.withheld
    from local_account a
    join pupils p on p.township_id = a.area_id and p.school_year = a.school_year and p.stage = a.stage
    left join own o on o.township_id = a.area_id and o.school_year = a.school_year and o.stage = a.stage
    where a.area_kind = 'township'
),
tested as (
    select r.township_id, a.school_year, a.stage, sum(a.pupils) as tested, sum(a.level3) as level3
    from assessment a
    join roster r on r.delivered_id = a.school_id and r.school_year = a.school_year
    where a.pupils is not null and a.level3 is not null
    group by r.township_id, a.school_year, a.stage
),
funded as (
    select coalesce(code.new_id, f.township_id) as township_id, f.school_year,
        case when count(*) = count(f.planned) then sum(f.planned) end as planned,
        case when count(*) = count(f.received) then sum(f.received) end as received,
        -- a fund whose level nobody told leaves the share from higher levels unknown
        case when count(*) = count(f.received) and count(*) = count(f.source_level)
            then sum(case when f.source_level = 'higher' then f.received else 0 end) end as received_higher
    from funding f
    left join code_followed code on code.kind = 'township' and code.old_id = f.township_id
    group by coalesce(code.new_id, f.township_id), f.school_year
),
every as (
    select township_id, school_year, stage, measure, cast(value as double) as value, organiser, withheld from surveys
    union all
    select township_id, school_year, stage, measure, cast(value as double), organiser, withheld from accounts
    union all
    select township_id, school_year, stage, measure, cast(value as double), organiser, withheld from intake
    union all
    select township_id, school_year, stage, 'pupils', cast(pupils as double), cast(null as varchar), 0 from pupils
    union all
    select township_id, school_year, stage, 'tested', cast(tested as double), cast(null as varchar), 0 from tested
    union all
    select township_id, school_year, stage, 'level3', cast(level3 as double), cast(null as varchar), 0 from tested
    union all
    select township_id, school_year, 'none', 'planned', planned, cast(null as varchar), 0 from funded
    union all
    select township_id, school_year, 'none', 'received', received, cast(null as varchar), 0 from funded
    union all
    select township_id, school_year, 'none', 'received_higher', received_higher, cast(null as varchar), 0 from funded
)
select e.township_id, e.school_year, e.stage, e.measure, e.value, e.organiser, cast(e.withheld as integer) as withheld
from every e
join township t on t.township_id = e.township_id
where e.value is not null or e.withheld = 1
