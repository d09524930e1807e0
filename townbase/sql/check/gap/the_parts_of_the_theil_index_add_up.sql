-- grain: stage x resource x school_year whose parts do not add up to the Theil index, or are negative
-- zh: 泰尔指数的各部分之和等于总数，且都不为负
select stage, resource, school_year, total, between_districts, sides_in_districts, rest
from theil
where abs(between_districts + sides_in_districts + rest - total) > 1e-9
    or abs(between_districts + within_districts - total) > 1e-9
    or abs(between_sides + within_sides - total) > 1e-9
    or least(between_districts, sides_in_districts, rest, between_sides, within_sides) < -1e-9
