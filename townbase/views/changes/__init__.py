"""What the page 与上次相比 and the report of check --against say: two versions side by side, by what made them differ."""
