-- grain: one row: which of the things this page compares were delivered at all
select
    exists (select 1 from township where counted) as has_counted,
    exists (select 1 from township where counted and list_contains($districts, district_id)
        and ($district is null or district_id = $district)) as district_counted,
    exists (select 1 from roster where urban_reference) as has_urban,
    exists (select 1 from roster where urban_quality) as has_quality,
    exists (select 1 from source_file where extract = 'staffing') as has_staffing,
    exists (select 1 from source_file where extract = 'facilities') as has_facilities,
    exists (select 1 from source_file where extract = 'assessment') as has_assessment,
    (select min(base_year) from goals) as base_year,
    (select max(value) from setting where key = 'urban_level') as urban_level
