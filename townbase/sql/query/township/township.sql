-- one township in one school year: who it is, where it stands, where it stood the year before
select
    t.township_id, t.name, t.district_id, t.district_name, t.kind, t.area, t.counted, t.counted_known,
    t.batch, t.managing_body,
    -- a township that may not be seen has neither name nor id here
    case when pn.township_id is null or list_contains($districts, pn.district_id) then t.primary_served_by end as primary_served_by,
    case when jn.township_id is null or list_contains($districts, jn.district_id) then t.junior_served_by end as junior_served_by,
    case when list_contains($districts, pn.district_id) then pn.name end as primary_served_by_name,
    case when list_contains($districts, jn.district_id) then jn.name end as junior_served_by_name,
    s.status, s.goals_met, s.goals_not_met, s.goals_not_assessable, s.unmet_core, s.unmet_judged,
    s.missing_core, s.clock,
    b.status as status_before, b.goals_met as goals_met_before, b.unmet_core as unmet_core_before,
    c.kind as change_kind, c.cause as change_cause, y.in_progress
from township t
left join township pn on pn.township_id = t.primary_served_by
left join township jn on jn.township_id = t.junior_served_by
left join township_status s
    on s.township_id = t.township_id and s.school_year = $year and s.reading = 'strict'
left join township_status b
    on b.township_id = t.township_id and b.school_year = $year - 1 and b.reading = 'strict'
left join status_change c
    on c.township_id = t.township_id and c.school_year = $year
left join year_status y on y.school_year = $year
where t.township_id = $township and list_contains($districts, t.district_id)
