"""What a target makes of each response: nothing is left out without saying so."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .model import Response


class Support(StrEnum):
    """How well a target asks for a response."""

    NATIVE = "native"
    DEGRADED = "degraded"
    REFUSED = "refused"


class Capability(NamedTuple):
    """A target's support of a response, and in a few words how it is done or why it is not."""

    support: Support
    how: str


Capabilities = dict[type[Response], Capability]


def response_name(response: type[Response]) -> str:
    """What a response is called in tables: its class's name, in small letters."""
    return response.__name__.lower()
