"""What a page draws is kept for its address: it is worked out once, and shown from then on without its body."""
