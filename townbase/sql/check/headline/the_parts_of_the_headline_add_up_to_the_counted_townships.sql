-- grain: area x school_year x reading that breaks the promise
-- zh: 达标、未达标、暂不能判定三项之和等于纳入范围的乡镇数
select area_kind, area_id, school_year, reading, counted, met, not_met, not_assessable
from headline
where met + not_met + not_assessable <> counted
