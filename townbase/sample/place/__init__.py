"""The places: townships, schools, the children registered there and where they go to school."""
