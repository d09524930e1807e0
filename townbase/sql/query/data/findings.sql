-- grain: finding of the build, errors (of a refused delivery) never stand in a published file
select severity, file, key, what, todo
from finding
order by severity, file, key
