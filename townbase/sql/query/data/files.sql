-- grain: file of the delivery
select file, extract, rows, as_of, source_kind, reviewed, synthetic, sha256
from source_file
order by extract
