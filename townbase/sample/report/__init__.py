"""What is handed in: counts of schools and offices that fit the plan, with what is missing and what is wrong."""
