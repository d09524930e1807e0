-- grain: district x stage x resource over its limit x school, one school_year: the three that carry most of the spread
-- (part driver) and the smallest set whose raising brings the coefficient under the limit (part raise; none where outcome is not_by_raising)
with driving as (
    select s.district_id, s.stage, s.resource, s.school_year, s.delivered_id, s.school_id, s.township_id,
        s.value, s.threshold, s.share_of_spread,
        row_number() over (
            partition by s.district_id, s.stage, s.resource order by s.share_of_spread desc, s.delivered_id
        ) as place
    from dispersion_school s
    where s.school_year = $year
),
named as (
    select m.district_id, m.stage, m.resource, 'driver' as part, d.place, d.school_id, d.township_id, d.value,
        d.threshold, d.share_of_spread, cast(null as double) as lacking
    from spread_remedy m
    join driving d on d.district_id = m.district_id and d.stage = m.stage and d.resource = m.resource and d.place <= 3
    where m.school_year = $year
    union all
    select r.district_id, r.stage, r.resource, 'raise' as part, r.place, r.school_id, r.township_id, r.value,
        r.threshold, cast(null as double) as share_of_spread, r.lacking
    from spread_remedy_school r
    where r.school_year = $year
)
select
    n.district_id, t.district_name, n.stage, n.resource, n.part, n.place, n.school_id, s.name as school,
    n.township_id, t.name as township, n.value, n.threshold, n.share_of_spread, n.lacking,
    m.coefficient_of_variation, m.allowed, m.outcome, m.schools_needed, m.coefficient_raised, m.lowest_reached,
    m.share_of_three, m.three_above_mean, m.below_threshold
from named n
join spread_remedy m on m.district_id = n.district_id and m.stage = n.stage and m.resource = n.resource and m.school_year = $year
join school s on s.school_id = n.school_id and s.school_year = $year
join township t on t.township_id = n.township_id
where ($stage is null or n.stage = $stage)
  and ($district is null or n.district_id = $district)
  and list_contains($districts, n.district_id)
order by n.district_id, n.stage desc, n.resource, n.part, n.place
