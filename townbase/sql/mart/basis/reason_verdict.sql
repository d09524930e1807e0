-- grain: reason: what each reason makes of a row (verdict null: the value against its target decides)
-- zh: 判定理由表
select reason, verdict
from (values
    -- nothing to judge
    ('no_school', 'not_applicable'),
    ('not_served', 'not_applicable'),
    ('no_scope_school', 'not_applicable'),
    ('zero_denominator', 'not_applicable'),
    ('monitor', 'no_target'),
    -- not enough to judge by
    ('not_reported', 'no_data'),
    ('low_coverage', 'no_data'),
    ('no_benchmark', 'no_data'),
    ('first_year', 'no_data'),
    ('missing_year', 'no_data'),
    ('few_people', 'too_small'),
    -- against the urban value: slightly below, short by less than one whole teacher or room
    ('whole_unit', 'met'),
    -- against a value of its own: every year, high in two years, above the first, not; above or not above the base year
    ('each_year', 'met'),
    ('high', 'met'),
    ('overall', 'not_met'),
    ('none', 'not_met'),
    ('above_base', 'met'),
    ('still_full', 'met'),
    ('not_above_base', 'not_met'),
    ('point', cast(null as varchar))
) as r(reason, verdict)
