-- grain: indicator_id x stage (each stage is judged by itself; 'none' for surveys and funding)
-- zh: 指标学段表
with stages as (
    select stage, rank
    from (values ('preschool', 1), ('primary', 2), ('junior', 3), ('none', 4)) as s(stage, rank)
),
exploded as (
    select
        i.indicator_id, cast(i.action as integer) as action, cast(i.goal as integer) as goal, i.role, i.title,
        s.stage, s.rank as stage_rank, i.stages, i.scope, i.level, i.form, i.numerator, i.denominator,
        coalesce(try_cast(i.per as double), 1) as per,
        i.unit, i.value_unit, i.rule, i.threshold, try_cast(i.threshold as double) as threshold_number,
        i.basis, i.source, i.clause_id, i.clause_2,
        try_cast(i.valid_from as integer) as valid_from, try_cast(i.valid_to as integer) as valid_to, i.owner_level,
        -- who returns the numerator: schools, or one return for the whole township
        case
            when i.form = 'difference_rate' or i.numerator in ('level3', 'tested') then 'assessment'
            when i.numerator like 'satisfied_%' or i.numerator like 'answered_%' then 'survey'
            when i.numerator in ('local', 'found', 'outside_intake') then 'residency'
            when i.numerator in ('planned', 'received', 'received_higher') then 'funding'
            else 'school'
        end as origin
    from indicators i
    join stages s on ' ' || i.stages || ' ' like '% ' || s.stage || ' %'
)
select
    e.indicator_id, e.stage, e.action, e.goal, e.role, e.title, e.stages, e.scope, e.level, e.form,
    e.numerator, e.denominator, e.per, e.unit, e.value_unit, e.rule, e.threshold, e.threshold_number,
    e.basis, e.source, e.clause_id, e.clause_2, e.valid_from, e.valid_to, e.owner_level, e.origin,
    -- an indicator that begins later has its own first year to rise from
    cast(greatest(g.base_year, coalesce(e.valid_from, g.base_year)) as integer) as base_year,
    cast(g.judged_year as integer) as judged_year,
    cast(row_number() over (
        order by e.action, e.goal, case e.role when 'core' then 1 when 'reference' then 2 else 3 end,
            e.indicator_id, e.stage_rank
    ) as integer) as position
from exploded e
join goals g on cast(g.goal as integer) = e.goal
