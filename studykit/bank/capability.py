"""How each target renders a response; nothing is dropped silently."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .model import Response


class Support(StrEnum):
    """How well a target supports a response."""

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
