-- grain: township (in official order): one stage's local enrolment of one year beside the year before and the base year
select t.township_id, t.name, t.district_id, t.district_name, t.kind, d.side, t.tile_x, t.tile_y,
    t.township_id in (select township_id from township_boundary) as bounded, s.stage,
    s.schools, s.rostered, s.served_by,
    n.local, n.found, n.elsewhere, n.unplaced, n.children, n.value, n.word, n.reason, n.few, n.broke,
    b.value as value_before, o.value as value_base
from township t
join township_stage s on s.township_id = t.township_id and s.school_year = $year and s.stage = $stage
left join township_side d on d.township_id = t.township_id
left join local_enrolment n on n.area_kind = 'township' and n.area_id = t.township_id and n.stage = s.stage
    and n.school_year = $year
left join local_enrolment b on b.area_kind = 'township' and b.area_id = t.township_id and b.stage = s.stage
    and b.school_year = $year - 1
left join local_enrolment o on o.area_kind = 'township' and o.area_id = t.township_id and o.stage = s.stage
    and o.school_year = $base
where list_contains($districts, t.district_id) and ($district = '' or t.district_id = $district)
order by t.district_id, t.township_id
