-- grain: township_id x school_year x band x birth_from: registered children by birth year, neighbouring years folded until 10
-- zh: 户籍儿童表
with recursive followed as (
    select coalesce(code.new_id, c.township_id) as township_id, c.school_year, c.birth_year,
        case when count(*) = count(c.children) then sum(c.children) end as children
    from children c
    left join code_followed code on code.kind = 'township' and code.old_id = c.township_id
    group by coalesce(code.new_id, c.township_id), c.school_year, c.birth_year
),
aged as (
    -- a fold stays inside the ages of one stage: the sum of a stage's ages is published elsewhere and would open it
    select f.township_id, f.school_year, f.birth_year, f.children,
        case
            when f.school_year - f.birth_year < 3 then 'coming'
            when f.school_year - f.birth_year < 6 then 'preschool'
            when f.school_year - f.birth_year < case when y.system = '54' then 11 else 12 end then 'primary'
            else 'junior'
        end as band
    from followed f
    join township_system y on y.township_id = f.township_id and y.school_year = f.school_year
    where f.school_year - f.birth_year between 0 and 14
),
listed as (
    select township_id, school_year, band, birth_year, children,
        row_number() over (partition by township_id, school_year, band order by birth_year) as place,
        count(*) over (partition by township_id, school_year, band)
            = max(birth_year) over (partition by township_id, school_year, band)
            - min(birth_year) over (partition by township_id, school_year, band) + 1 as unbroken,
        count(*) over (partition by township_id, school_year, band)
            = count(children) over (partition by township_id, school_year, band) as known
    from aged
),
walk as (
    select township_id, school_year, band, birth_year, place, children, cast(1 as bigint) as fold, children as held
    from listed
    where place = 1 and unbroken and known
    union all
    select l.township_id, l.school_year, l.band, l.birth_year, l.place, l.children,
        cast(case when w.held >= 10 then w.fold + 1 else w.fold end as bigint) as fold,
        case when w.held >= 10 then l.children else w.held + l.children end as held
    from walk w
    join listed l on l.township_id = w.township_id and l.school_year = w.school_year and l.band = w.band
        and l.place = w.place + 1
),
closed as (
    -- what is left over at the end joins the fold before it
    select township_id, school_year, band, birth_year, children, fold,
        max(fold) over (partition by township_id, school_year, band) as last_fold,
        sum(children) over (partition by township_id, school_year, band, fold) as held
    from walk
),
folded as (
    select township_id, school_year, band, birth_year, children,
        case when fold = last_fold and held < 10 and fold > 1 then fold - 1 else fold end as fold
    from closed
)
select
    township_id, school_year, band,
    cast(min(birth_year) as integer) as birth_from,
    cast(max(birth_year) as integer) as birth_to,
    cast(sum(children) as bigint) as children
from folded
group by township_id, school_year, band, fold
having sum(children) >= 10
