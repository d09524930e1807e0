-- grain: district_id x school_year x extract that breaks the promise: schools owing and returned, by township and by district
-- zh: 各乡镇应报、已报学校数之和等于所在区县的应报、已报学校数
select d.district_id, d.school_year, d.extract, d.due_schools, d.reported_schools, t.due, t.reported
from missing_returns d
left join (
    select district_id, school_year, extract, sum(due) as due, sum(reported) as reported
    from township_returns
    where unit = 'school'
    group by district_id, school_year, extract
) as t on t.district_id = d.district_id and t.school_year = d.school_year and t.extract = d.extract
where t.due is null or t.due <> d.due_schools or t.reported <> d.reported_schools
