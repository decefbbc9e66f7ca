"""Cards from other programs and people, and the evidence proposed for them."""
