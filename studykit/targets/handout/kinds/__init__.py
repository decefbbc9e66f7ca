"""Kinds of handout: one file each, with `make(request) -> HandoutResult`."""

from __future__ import annotations

from importlib import import_module

from ..request import HandoutRequest, HandoutResult

KINDS = ("seminar", "reading", "compare", "exam", "key", "cards")
"""The name of each kind is that of its module."""


def make(kind: str, request: HandoutRequest) -> HandoutResult:
    """Make a handout of a kind.  Raises KeyError for an unknown one."""
    if kind not in KINDS:
        raise KeyError(kind)
    result: HandoutResult = import_module(f".{kind}", __package__).make(request)
    return result
