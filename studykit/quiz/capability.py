"""How the quiz in the terminal asks for each kind of response."""

from __future__ import annotations

from ..bank.capability import Capabilities, Capability, ContentCapabilities, ContentKind, Support
from ..bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(
        Support.NATIVE, "think of the answer, look, grade yourself; with `reverse` both ways"
    ),
    Fill: Capability(Support.NATIVE, "as recall, for each number; typed in an exam"),
    Type: Capability(Support.NATIVE, "typed; case, accents and punctuation do not count"),
    Number: Capability(Support.NATIVE, "typed; any number within the bounds counts"),
    Choose: Capability(Support.NATIVE, "choose by letter; shuffled"),
    Arrange: Capability(Support.NATIVE, "put lines in order"),
    Match: Capability(Support.NATIVE, "type a letter for each line"),
    Label: Capability(Support.REFUSED, "a terminal has no pictures; says how many are left out"),
    Discuss: Capability(Support.NATIVE, "discuss it, then see what to listen for"),
}

CONTENT: ContentCapabilities = {
    ContentKind.MATHEMATICS: Capability(Support.DEGRADED, "one line of Unicode"),
    ContentKind.CHEMISTRY: Capability(Support.DEGRADED, "one line of Unicode"),
    ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "[...] in the line"),
    ContentKind.PICTURE: Capability(Support.DEGRADED, "its description and its file"),
    ContentKind.WEBP: Capability(Support.DEGRADED, "its description and its file"),
    ContentKind.SOUND: Capability(Support.DEGRADED, "its transcript and its file"),
    ContentKind.CODE: Capability(Support.NATIVE, "in the terminal’s colours"),
    ContentKind.TABLE: Capability(Support.NATIVE, "in columns, or in sentences if narrow"),
    ContentKind.LINK: Capability(Support.NATIVE, "the address after the words"),
}
