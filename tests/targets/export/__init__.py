"""Exports, read back by programs of others where there are any."""
