-- grain: delivered school x stage x resource: the seven resources of one school in one year against their standard
select delivered_id, stage, resource, measure, per, numerator, pupils, value, threshold, met, near
from school_resource
where school_id = $school and school_year = $year and ($stage is null or stage = $stage) and not point
    and list_contains($districts, district_id)
order by stage, delivered_id, resource
