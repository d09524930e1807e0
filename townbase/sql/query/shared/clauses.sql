-- every clause of the policy's sections on goals and actions, word for word
select c.clause_id, c.section, c.goal, c.action, c.kind, c.text
from clauses c
