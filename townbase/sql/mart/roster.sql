-- grain: delivered_id x school_year (a school as delivered, with the codes it is known by today)
-- zh: 上报学校表
with followed as (
    select
        s.school_id as delivered_id,
        coalesce(school_code.new_id, s.school_id) as school_id,
        s.school_year,
        coalesce(township_code.new_id, s.township_id) as township_id,
        s.name, s.kind, s.system, s.seat, s.urban_reference, s.urban_quality, s.ownership,
        coalesce(parent_code.new_id, s.parent_school_id) as parent_school_id
    from schools s
    left join school_code_followed school_code
        on school_code.old_id = s.school_id and s.school_year >= school_code.since and s.school_year < school_code.until
    left join code_followed township_code
        on township_code.kind = 'township' and township_code.old_id = s.township_id
    left join school_code_followed parent_code
        on parent_code.old_id = s.parent_school_id
        and s.school_year >= parent_code.since and s.school_year < parent_code.until
)
select
    f.delivered_id, f.school_id, f.school_year, f.township_id, t.district_id,
    coalesce(t.counted, false) as counted,
    f.name, f.kind, f.system, f.seat, f.urban_reference, f.urban_quality, f.ownership, f.parent_school_id
from followed f
left join township t on t.township_id = f.township_id
