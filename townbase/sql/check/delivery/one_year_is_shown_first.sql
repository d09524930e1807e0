-- grain: the number of default years, where it is not one
-- zh: 恰有一个默认学年
select count(*) as years, sum(case when shown_by_default then 1 else 0 end) as default_years
from year_status
having count(*) > 0 and sum(case when shown_by_default then 1 else 0 end) <> 1
