-- grain: township x school_year x birth years that break the promise
-- zh: 合并的出生年度互不重叠
select a.township_id, a.school_year, a.birth_from, b.birth_from as other_from
from birth_cohort a
join birth_cohort b on b.township_id = a.township_id and b.school_year = a.school_year
    and b.birth_from > a.birth_from and b.birth_from <= a.birth_to
