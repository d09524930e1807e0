-- grain: school_year x cause x before_verdict x now_verdict: how many judged rows turned, by what made them turn
select school_year, cause, coalesce(before_verdict, '') as before_verdict, coalesce(now_verdict, '') as now_verdict,
    count(*) as many
from row_flip
group by school_year, cause, before_verdict, now_verdict
