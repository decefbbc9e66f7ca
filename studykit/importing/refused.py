"""Why a card cannot be imported."""

from __future__ import annotations


class ContentRefused(Exception):
    """Content that a course cannot have: the message names it, such as "a video"."""


class IncompleteCard(ContentRefused):
    """A card that lacks something, or has a mistake: the message says what."""
