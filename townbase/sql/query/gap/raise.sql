-- grain: school x stage x resource below the threshold whose rise to it would lower its district's 差异系数: districts over their limit first
select
    d.school_id, s.name as school, d.township_id, t.name as township, d.district_id, t.district_name,
    d.stage, d.resource, d.value, d.threshold, d.lacking, d.share_of_spread,
    d.coefficient_of_variation, d.coefficient_raised, d.falls_by,
    w.allowed, not w.within_limit and w.covered as over
from dispersion_school d
join school s on s.school_id = d.school_id and s.school_year = d.school_year
join township t on t.township_id = d.township_id
join dispersion w
  on w.district_id = d.district_id and w.stage = d.stage and w.resource = d.resource
 and w.school_year = d.school_year and w.variant = 'weighted'
where d.school_year = $year
  and not d.met
  -- where the limit is passed every school below the threshold is named, however little it does
  and d.falls_by > case when not w.within_limit and w.covered then 0 else 0.0005 end
  and ($stage is null or d.stage = $stage)
  and ($district is null or d.district_id = $district)
  and list_contains($districts, d.district_id)
order by over desc, d.falls_by desc, d.delivered_id, d.resource
limit 100
