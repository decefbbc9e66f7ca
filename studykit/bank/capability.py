"""Capabilities of targets: how each response is rendered, so that none is dropped silently."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .model import Response


class Support(StrEnum):
    """The degree to which a target supports a response."""

    NATIVE = "native"
    DEGRADED = "degraded"
    REFUSED = "refused"


class Capability(NamedTuple):
    """The support of a response, and in a few words how it is rendered or why it is not."""

    support: Support
    how: str


Capabilities = dict[type[Response], Capability]


def response_name(response: type[Response]) -> str:
    """Return the name of a response in tables."""
    return response.__name__.lower()
