-- grain: district x stage x resource x school_year whose schools' shares of its spread do not add up to 1
-- zh: 一个区县各校占差异的份额之和为 1
select district_id, stage, resource, school_year, sum(share_of_spread) as total
from dispersion_school
group by district_id, stage, resource, school_year
having abs(sum(share_of_spread) - 1) > 1e-6
