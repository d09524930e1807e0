-- grain: district in scope with counted townships: its part of the townships, of those not met, and of the core rows not met
select *
from (
    select s.district_id, any_value(coalesce(t.district_name, s.district_id)) as district_name,
        cast(count(*) as integer) as counted,
        cast(count(case when s.status = 'not_met' then 1 end) as integer) as not_met,
        cast(sum(s.unmet_core) as integer) as unmet_core,
        cast(count(*) as double) / sum(count(*)) over () as counted_share,
        cast(count(case when s.status = 'not_met' then 1 end) as double)
            / nullif(sum(count(case when s.status = 'not_met' then 1 end)) over (), 0) as not_met_share,
        cast(sum(s.unmet_core) as double) / nullif(sum(sum(s.unmet_core)) over (), 0) as unmet_share
    from township_status s
    join township t on t.township_id = s.township_id
    where s.school_year = $year and s.reading = 'strict'
    group by s.district_id
)
where list_contains($districts, district_id)
order by unmet_core desc, district_id
