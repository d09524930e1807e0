-- grain: reading: the named ways to read the six goals, in the order they are shown; strict is the published one
-- zh: 口径表
select reading, cast(position as integer) as position, turns
from (values
    ('strict', 1, 'nothing'),
    -- the whole-unit rule left out, or any shortfall under one or two points (one or two per cent per head) let pass
    ('no_tolerance', 2, 'rows'),
    ('one_point', 3, 'rows'),
    ('two_points', 4, 'rows'),
    -- against the urban value that is not judged: the district's own, or the city's where urban_level is district
    ('other_urban', 5, 'rows'),
    ('mean_difference', 6, 'rows'),
    ('mean_spread', 7, 'rows'),
    ('variance_share', 8, 'rows'),
    -- rising counted from the school year in which the plan was issued
    ('since_issued', 9, 'rows'),
    ('six_of_seven', 10, 'goals'),
    -- the same verdicts over towns alone, over streets alone
    ('towns', 11, 'places'),
    ('streets', 12, 'places')
) as r(reading, position, turns)
