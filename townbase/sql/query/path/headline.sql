-- grain: the city or one district in one year: what is asked for, how far it is, and how many townships are wanted
with asked as (
    select counted, met, not_assessable, needed_share,
        -- a little less before rounding up, so that 0.8 x 5 stays 4
        ceil(coalesce($target, needed_share) * counted - 1e-9) as needed
    from headline
    where school_year = $year and reading = 'strict' and not is_base_year and counted > 0
        and area_kind = case when $district is null then 'city' else 'district' end
        and ($district is null or (area_id = $district and list_contains($districts, area_id)))
)
select counted, met, not_assessable, needed_share, cast(needed as integer) as needed,
    cast(greatest(0, needed - met) as integer) as wanted
from asked
