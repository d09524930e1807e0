"""What a reader chooses: filters, what they offer, how they are said."""
