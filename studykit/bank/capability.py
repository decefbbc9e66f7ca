"""Capabilities of targets: how each response and each content is rendered; none is dropped silently."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .model import Response


class Support(StrEnum):
    """The degree to which a target supports a response or a content."""

    NATIVE = "native"
    DEGRADED = "degraded"
    REFUSED = "refused"


class Capability(NamedTuple):
    """The support of a response or a content, and in a few words how it is rendered or why it is not."""

    support: Support
    how: str


Capabilities = dict[type[Response], Capability]


class ContentKind(StrEnum):
    """What a text can contain beside words, lists and code among words."""

    MATHEMATICS = "mathematics"
    CHEMISTRY = "chemistry, `\\ce`"
    BLANK_IN_FORMULA = "blank inside a formula"
    PICTURE = "picture: PNG, JPEG, GIF"
    WEBP = "picture: WebP"
    SOUND = "recording: MP3, Ogg, M4A, WAV"
    CODE = "block of code"
    TABLE = "table"
    LINK = "link"


ContentCapabilities = dict[ContentKind, Capability]


def response_name(response: type[Response]) -> str:
    """Return the name of a response in tables."""
    return response.__name__.lower()
