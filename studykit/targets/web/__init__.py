"""The learner’s page: one self-contained file that asks, shows the evidence, and schedules."""

from __future__ import annotations

from ...bank.capability import (
    Capabilities,
    Capability,
    ContentCapabilities,
    ContentKind,
    Support,
)
from ...bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "think of the answer, look, grade yourself"),
    Fill: Capability(Support.NATIVE, "as recall, for each number; typed in a test"),
    Type: Capability(Support.NATIVE, "typed; case, accents and punctuation do not count"),
    Number: Capability(Support.NATIVE, "typed; any number within the bounds counts"),
    Choose: Capability(Support.NATIVE, "tap an option or press its letter; shuffled"),
    Arrange: Capability(Support.NATIVE, "move lines up and down with buttons or arrow keys"),
    Match: Capability(Support.NATIVE, "choose from a menu beside each line"),
    Label: Capability(
        Support.NATIVE, "type the name of the part that is highlighted; one card per part"
    ),
    Discuss: Capability(Support.NATIVE, "discuss it, then see what to listen for"),
}

CONTENT: ContentCapabilities = {
    ContentKind.MATHEMATICS: Capability(Support.NATIVE, "MathML"),
    ContentKind.CHEMISTRY: Capability(Support.NATIVE, "MathML"),
    ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "[…] in the formula"),
    ContentKind.PICTURE: Capability(Support.NATIVE, "in the page"),
    ContentKind.WEBP: Capability(Support.NATIVE, "in the page"),
    ContentKind.SOUND: Capability(Support.NATIVE, "played in the page, with its words"),
    ContentKind.CODE: Capability(Support.NATIVE, "in colours"),
    ContentKind.TABLE: Capability(Support.NATIVE, "with header cells"),
    ContentKind.LINK: Capability(Support.NATIVE, "opens in another tab"),
}
