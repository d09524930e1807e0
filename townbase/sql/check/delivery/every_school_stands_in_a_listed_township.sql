-- grain: school that breaks the promise
-- zh: 名录中每所学校所在的乡镇都在乡镇名录中
select delivered_id, school_year, township_id
from roster
where district_id is null
