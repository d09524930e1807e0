-- one row: what was delivered and published, with the settings it was built with
select
    d.city, d.source, d.synthetic, d.delivered_on, d.code_system, d.version, d.built_at,
    (select value from setting where key = 'urban_level') as urban_level,
    (select value from setting where key = 'difference_formula') as difference_formula
from delivery_info d
