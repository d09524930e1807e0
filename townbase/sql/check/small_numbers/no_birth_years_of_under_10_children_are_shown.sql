-- grain: township x school_year x birth years that break the promise
-- zh: 户籍儿童按相邻出生年度合并后每组不少于 10 人
select township_id, school_year, band, birth_from, birth_to
from birth_cohort
where children < 10
