-- one row: whose data this is, and when it was delivered and published
select city, source, synthetic, delivered_on, version, built_at
from delivery_info
