-- grain: office that leads tasks, without the note in brackets (会同区县)
select distinct trim(regexp_replace(lead_office, '（.*）$', '')) as office
from task_status
where list_contains($districts, district_id) and nullif(trim(regexp_replace(lead_office, '（.*）$', '')), '') is not null
order by office
