-- grain: delivered_id x school_year x stage x resource (L1-L7 of balanced compulsory education)
-- zh: 学校资源表
with standard as (
    -- 教督〔2017〕6号: a school passes with six of seven at the threshold and the rest at 85 % of it or more
    select stage, resource, measure, cast(per as double) as per, cast(threshold as double) as threshold
    from (values
        ('primary', 'L1', 'college_teachers', 100, 4.2), ('junior', 'L1', 'bachelor_teachers', 100, 5.3),
        ('primary', 'L2', 'backbone_teachers', 100, 1), ('junior', 'L2', 'backbone_teachers', 100, 1),
        ('primary', 'L3', 'arts_pe_teachers', 100, 0.9), ('junior', 'L3', 'arts_pe_teachers', 100, 0.9),
        ('primary', 'L4', 'floor_area', 1, 4.5), ('junior', 'L4', 'floor_area', 1, 5.8),
        ('primary', 'L5', 'sports_area', 1, 7.5), ('junior', 'L5', 'sports_area', 1, 10.2),
        ('primary', 'L6', 'equipment_value', 1, 2000), ('junior', 'L6', 'equipment_value', 1, 2500),
        ('primary', 'L7', 'multimedia_rooms', 100, 2.3), ('junior', 'L7', 'multimedia_rooms', 100, 2.4)
    ) as s(stage, resource, measure, per, threshold)
),
measured as (
    select delivered_id, school_year, stage, measure, value
    from measurement_delivered
    where measure in ('college_teachers', 'bachelor_teachers', 'backbone_teachers', 'arts_pe_teachers',
        'floor_area', 'sports_area', 'equipment_value', 'multimedia_rooms')
),
valued as (
    select
        r.delivered_id, r.school_id, r.township_id, r.district_id, r.counted, r.urban_reference, r.point,
        r.school_year, r.stage, s.resource, s.measure, s.per,
        m.value as numerator,
        cast(e.pupils as double) as pupils,
        m.value * s.per / nullif(cast(e.pupils as double), 0) as value,
        s.threshold
    from resource_due r
    join standard s on s.stage = r.stage
    join measured m on m.delivered_id = r.delivered_id and m.school_year = r.school_year
        and m.stage = r.stage and m.measure = s.measure
    left join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year
        and e.stage = r.stage
)
select
    delivered_id, school_id, township_id, district_id, school_year, stage, resource, measure, per, point,
    -- on which side of town and city it stands; a school that is both is a finding
    case when counted then 'town' when urban_reference then 'urban' else 'other' end as side,
    numerator, pupils, value, threshold,
    value >= threshold - 1e-9 as met,
    value >= 0.85 * threshold - 1e-9 as near
from valued
