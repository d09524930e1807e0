-- grain: row of progress that is called slightly below and is not
-- zh: “略低”的指标都按达标计，低于城区不足一个单位且不超过设定幅度，不含按学校数计的指标
select p.township_id, p.indicator_id, p.stage, p.school_year, p.value, p.target, p.denominator
from progress p
join indicator_stage i on i.indicator_id = p.indicator_id and i.stage = p.stage
cross join chosen_setting c
where p.state = 'slightly_below'
  and (p.verdict <> 'met' or p.rule <> 'not_below_urban' or p.value >= p.target
       or (p.target - p.value) * p.denominator / i.per >= 1
       or p.target - p.value >= case when p.form = 'share' then c.slightly_below_points else c.slightly_below_part * p.target end
       or (i.denominator = 'schools' and not c.slightly_below_schools))
