"""The quiz: a session, which knows nothing of terminals, and the terminal that drives it."""
