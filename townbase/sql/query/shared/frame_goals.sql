-- the six goals with their names
select goal, title from goals order by goal
