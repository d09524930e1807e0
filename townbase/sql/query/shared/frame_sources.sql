-- grain: extract; when each was counted and by whom
select extract, as_of, source_kind, reviewed, rows
from source_file
order by extract
