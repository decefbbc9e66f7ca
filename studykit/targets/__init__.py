"""Targets: the formats that a course is built into."""
