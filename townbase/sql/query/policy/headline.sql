-- grain: the city or one district in one year: how many counted townships meet all six goals against the share that is asked for
select counted, met, needed_share, missing_to_needed
from headline
where school_year = $year and reading = 'strict' and not is_base_year and counted > 0
    and area_kind = case when $district is null then 'city' else 'district' end
    and ($district is null or (area_id = $district and list_contains($districts, area_id)))
