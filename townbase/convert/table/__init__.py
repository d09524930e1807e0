"""How a table lies in its file: from lines and cells to rows of schools."""
