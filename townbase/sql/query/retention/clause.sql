-- grain: clause that asks for local enrolment, word for word
select distinct c.clause_id, c.text
from indicators i
join clauses c on c.clause_id = i.clause_id or c.clause_id = i.clause_2
where i.numerator = 'local'
order by c.clause_id
