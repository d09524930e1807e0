-- grain: township x stage x school_year that breaks the promise
-- zh: 外出就读不足 10 人的乡镇不分去向
select l.area_id as township_id, l.stage, l.school_year
from local_enrolment l
join flow f on f.area_kind = l.area_kind and f.area_id = l.area_id and f.stage = l.stage and f.school_year = l.school_year
where l.area_kind = 'township' and f.part = 'elsewhere'
    and (l.elsewhere < 10) <> (f.destination = 'undivided')
