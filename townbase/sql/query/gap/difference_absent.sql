-- grain: counted township x stage without a rate, one school_year: not reported, or nothing to report
select p.township_id, t.name, t.district_id, t.district_name, p.stage, p.verdict, p.reason
from progress p
join township t on t.township_id = p.township_id
where p.counted
  and p.form = 'difference_rate'
  and p.verdict in ('no_data', 'not_applicable')
  and p.school_year = $year
  and ($stage is null or p.stage = $stage)
  and ($district is null or p.district_id = $district)
  and list_contains($districts, p.district_id)
order by p.district_id, p.township_id, p.stage desc
