"""How the quiz in the terminal asks for each kind of response."""

from __future__ import annotations

from ..bank.capability import Capabilities, Capability, Support
from ..bank.model import Arrange, Choose, Discuss, Fill, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "think, look, grade yourself"),
    Fill: Capability(
        Support.NATIVE, "think, look, grade yourself, for each number; in an exam typed"
    ),
    Type: Capability(Support.NATIVE, "typed; case, accents and punctuation do not count"),
    Number: Capability(Support.NATIVE, "typed; all that lies between the bounds counts"),
    Choose: Capability(Support.NATIVE, "by letter, shuffled"),
    Arrange: Capability(Support.NATIVE, "lines to put in order"),
    Match: Capability(Support.NATIVE, "a letter for each line"),
    Discuss: Capability(Support.NATIVE, "talk it over, then see what to look for"),
}
