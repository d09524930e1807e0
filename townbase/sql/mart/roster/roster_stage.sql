-- grain: delivered_id x school_year x stage (who owes a return: roster schools of the stage)
-- zh: 应报学校学段表
with stages as (
    select kind, stage
    from (values
        ('kindergarten', 'preschool'), ('primary', 'primary'), ('junior', 'junior'),
        ('nine_year', 'primary'), ('nine_year', 'junior')
    ) as s(kind, stage)
)
select
    r.delivered_id, r.school_id, r.school_year, s.stage, r.township_id, r.district_id, r.counted,
    r.seat, r.urban_reference, r.urban_quality
from roster r
join stages s on s.kind = r.kind
