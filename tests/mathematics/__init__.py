"""Tests of formulas: what is read, what is refused, and every notation."""
