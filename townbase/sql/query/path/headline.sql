-- grain: the city or one district in one year: what is asked for and how far it is
select counted, met, not_assessable, needed_share, ceil(coalesce($target, needed_share) * counted - 1e-9) as needed
from headline
where school_year = $year and reading = 'strict' and not is_base_year and counted > 0
    and area_kind = case when $district is null then 'city' else 'district' end
    and ($district is null or (area_id = $district and list_contains($districts, area_id)))
