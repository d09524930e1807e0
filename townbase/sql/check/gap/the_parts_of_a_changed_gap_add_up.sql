-- grain: row of gap_against whose parts (towns, city, pupils) do not add up to the change of its gap
-- zh: 城乡差距变化的各部分（乡镇、城区、学生数）之和等于差距的变化
select indicator_id, stage, area_kind, area_id, school_year, against
from gap_against
where base_gap is not null
    and coalesce(abs(change_town + change_urban + coalesce(change_pupils, 0) - (gap - base_gap)), 1)
        > 1e-9 * (1 + abs(gap) + abs(base_gap))
