-- grain: key of birth_cohort that stands there more than once
-- zh: 户籍儿童表（birth_cohort）每个键只有一行
select township_id, school_year, birth_from, count(*) as times
from birth_cohort
group by township_id, school_year, birth_from
having count(*) > 1
