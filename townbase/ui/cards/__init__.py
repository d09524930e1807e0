"""A card on the page and what a reader takes away of it."""
