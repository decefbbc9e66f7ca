"""Source documents: their description, reading them, and locating quotes in them."""
