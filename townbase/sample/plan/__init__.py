"""The plan: who meets which row in which year, and how far above or below what is asked."""
