-- grain: delivered_id x school_year x stage (draft): who stands in the count of balanced resources
-- zh: 均衡应评学校表
with point as (
    -- 教督〔2017〕6号 leaves out teaching points under 50 pupils, not small schools; a point's stage is where its pupils are
    select r.delivered_id, r.school_id, r.school_year, e.stage, r.township_id, r.district_id, r.counted, r.urban_reference
    from roster r
    join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year
    where r.kind = 'teaching_point' and e.pupils >= 50
)
select delivered_id, school_id, school_year, stage, township_id, district_id, counted, urban_reference, false as point
from roster_stage
where stage in ('primary', 'junior')
union all
select delivered_id, school_id, school_year, stage, township_id, district_id, counted, urban_reference, true as point
from point
where stage in ('primary', 'junior')
