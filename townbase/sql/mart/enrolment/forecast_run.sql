-- grain: township_id x stage x school_year x ahead x measure (roll, intake): what the method says that year about a later one (draft)
-- zh: 逐年预测表
with ages as (
    select age from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14)) as a(age)
),
aged as (
    -- within a fold the years are taken as equal: nothing finer is published
    select b.township_id, b.school_year, a.age,
        cast(b.children as double) / (b.birth_to - b.birth_from + 1) as children
    from birth_cohort b
    join ages a on b.school_year - a.age between b.birth_from and b.birth_to
),
spans as (
    select stage, system, measure, entry, years
    from (values
        ('preschool', '63', 'roll', 3, 3), ('primary', '63', 'roll', 6, 6), ('junior', '63', 'roll', 12, 3),
        ('preschool', '54', 'roll', 3, 3), ('primary', '54', 'roll', 6, 5), ('junior', '54', 'roll', 11, 4),
        ('preschool', '63', 'intake', 3, 1), ('primary', '63', 'intake', 6, 1), ('junior', '63', 'intake', 12, 1),
        ('preschool', '54', 'intake', 3, 1), ('primary', '54', 'intake', 6, 1), ('junior', '54', 'intake', 11, 1)
    ) as s(stage, system, measure, entry, years)
),
aheads as (
    select ahead from (values (0), (1), (2), (3), (4), (5), (6)) as h(ahead)
),
reached as (
    -- registered children who will be of the age, counted as registered now
    select c.township_id, c.school_year, s.stage, s.measure, h.ahead, sum(c.children) as children
    from aged c
    join township_system y on y.township_id = c.township_id and y.school_year = c.school_year
    join spans s on s.system = y.system
    cross join aheads h
    where c.age + h.ahead between s.entry and s.entry + s.years - 1
    group by c.township_id, c.school_year, s.stage, s.measure, h.ahead, s.years
    having count(*) = s.years
),
pair as (
    select n.township_id, n.school_year, n.stage, n.measure, h.ahead, n.children as now, h.children as later
    from reached n
    join reached h on h.township_id = n.township_id and h.school_year = n.school_year and h.stage = n.stage
        and h.measure = n.measure
    -- pupils of primary and junior schools six years on are registered by now, those of kindergartens three
    where n.ahead = 0 and h.ahead > 0 and (h.stage <> 'preschool' or h.ahead <= 3)
),
around as (
    select school_year, stage, measure, ahead, sum(later) / nullif(sum(now), 0) as growth
    from pair
    group by school_year, stage, measure, ahead
),
first_grade as (
    select r.area_id as township_id, r.school_year, r.stage, sum(r.pupils) as pupils
    from roll r
    join township_system y on y.township_id = r.area_id and y.school_year = r.school_year
    where r.area_kind = 'township' and (
        (r.stage = 'preschool' and r.grade = 'k1') or (r.stage = 'primary' and r.grade = '1')
        or (r.stage = 'junior' and r.grade = case when y.system = '54' then '6' else '7' end)
    )
    group by r.area_id, r.school_year, r.stage
),
measured as (
    select township_id, stage, school_year,
        max(case when measure = 'pupils' then value end) as pupils,
        max(case when measure = 'outside_intake' then value end) as outside
    from township_measurement
    group by township_id, stage, school_year
),
today as (
    select m.township_id, m.stage, m.school_year, m.pupils, m.outside, m.pupils - m.outside as own, f.pupils as first_pupils,
        -- pupils more in its own schools if as many of those found stayed as a rate held high has
        case when l.local is not null then greatest(0, c.held_high * l.found - l.local) end as gain
    from measured m
    cross join chosen_setting c
    left join local_account l on l.area_kind = 'township' and l.area_id = m.township_id and l.stage = m.stage
        and l.school_year = m.school_year and l.withheld = 0
    left join first_grade f on f.township_id = m.township_id and f.stage = m.stage and f.school_year = m.school_year
    where m.pupils > 0 and m.outside is not null
),
run as (
    -- own pupils follow the township's own children, those from elsewhere the city's of that age
    select p.township_id, t.district_id, p.stage, p.school_year, p.ahead, p.measure,
        case p.measure when 'roll' then d.pupils else d.first_pupils end as base,
        p.later / nullif(p.now, 0) as own_growth, a.growth as city_growth,
        d.own / d.pupils as own_part, d.outside / d.pupils as outside_part,
        d.gain / nullif(d.pupils, 0) as gain_part
    from pair p
    join township t on t.township_id = p.township_id
    join today d on d.township_id = p.township_id and d.stage = p.stage and d.school_year = p.school_year
    join around a on a.school_year = p.school_year and a.stage = p.stage and a.measure = p.measure and a.ahead = p.ahead
)
select
    township_id, district_id, stage, school_year, cast(ahead as integer) as ahead, measure,
    cast(base as double) as base,
    base * (own_part * own_growth + outside_part * city_growth) as expected,
    base * ((own_part + gain_part) * own_growth + outside_part * city_growth) as expected_98
from run
where base is not null and own_growth is not null and city_growth is not null
