"""A mistake in a formula."""

from __future__ import annotations


class BadFormula(Exception):
    """A formula cannot be read: what is wrong, where in its LaTeX (the end exclusive), and help."""

    def __init__(self, message: str, start: int, end: int, help: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.help = message, start, end, help
