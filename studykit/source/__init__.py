"""Documents: what they are, how they are read, where a quote stands in them."""
