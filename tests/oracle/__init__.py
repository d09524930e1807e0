"""An independent recomputation of the marts in pandas, from the definitions alone.

It reads the Parquet extracts and the policy CSV files and nothing of the package, so that a mistake in a mart's SQL
cannot hide in its own test. deliveries → measures → values → verdicts → roll_up: each file one step, each rule one
function.
"""
