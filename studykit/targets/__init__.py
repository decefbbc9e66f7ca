"""Targets: what a course becomes."""
