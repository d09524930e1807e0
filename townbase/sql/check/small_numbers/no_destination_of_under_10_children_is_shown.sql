-- grain: township x stage x school_year x destination that breaks the promise
-- zh: 外出就读去向（含合并）每一处不少于 10 人
select area_id as township_id, stage, school_year, destination
from flow
where area_kind = 'township' and part = 'elsewhere' and destination <> 'undivided' and children < 10
