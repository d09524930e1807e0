-- grain: district x stage x resource, one school_year: 差异系数 by the official and the unweighted formula
with names as (
    select district_id, min(district_name) as name
    from township
    group by district_id
)
select
    w.district_id, n.name, w.stage, w.resource, w.mean,
    w.coefficient_of_variation as weighted, w.within_limit as weighted_within,
    u.coefficient_of_variation as unweighted, u.within_limit as unweighted_within,
    w.allowed, w.schools, w.at_threshold, w.due, w.coverage, w.covered, p.passing, p.schools as judged_schools
from dispersion w
join names n on n.district_id = w.district_id
join dispersion u
  on u.district_id = w.district_id and u.stage = w.stage and u.resource = w.resource
 and u.school_year = w.school_year and u.variant = 'unweighted'
left join resource_pass p
  on p.district_id = w.district_id and p.stage = w.stage and p.school_year = w.school_year
where w.variant = 'weighted'
  and w.school_year = $year
  and ($stage is null or w.stage = $stage)
  and ($district is null or w.district_id = $district)
  and list_contains($districts, w.district_id)
order by w.district_id, w.stage desc, w.resource
