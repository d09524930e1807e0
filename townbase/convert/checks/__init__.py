"""What is asked of all rows together: keys, codes, years, and totals, named or not."""
