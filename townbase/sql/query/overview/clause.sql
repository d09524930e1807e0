-- grain: clause of the policy that sets the city's headline, word for word
select clause_id, text
from clauses
where kind = 'headline'
order by clause_id
