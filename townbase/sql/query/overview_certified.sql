-- grain: township with a certified goal: how many of its goals inspectors signed as met and not met
select
    c.township_id,
    cast(sum(case when c.result = 'met' then 1 else 0 end) as integer) as goals_met,
    cast(sum(case when c.result = 'not_met' then 1 else 0 end) as integer) as goals_not_met,
    max(c.decided_on) as decided_on
from certification c
join township t on t.township_id = c.township_id
where c.result is not null
  and list_contains($districts, t.district_id)
group by c.township_id
order by c.township_id
