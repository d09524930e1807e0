-- one school in one school year, with its township
select
    s.school_id, s.school_year, s.name, s.township_id, t.name as township_name, s.district_id,
    t.district_name, s.kind, s.system, s.seat, s.urban_reference, s.urban_quality, s.ownership,
    s.rosters, s.pupils, s.has_preschool, s.has_primary, s.has_junior
from school s
left join township t on t.township_id = s.township_id
where s.school_id = $school and s.school_year = $year and list_contains($districts, s.district_id)
