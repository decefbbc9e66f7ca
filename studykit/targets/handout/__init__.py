"""Handouts: lessons in print, as a neutral document that every format prints."""

from __future__ import annotations

from ...bank.capability import Capabilities, Capability, Support
from ...bank.model import Arrange, Choose, Discuss, Fill, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(
        Support.NATIVE, "lines to write on; only for the answer, also with `reverse`"
    ),
    Fill: Capability(Support.NATIVE, "blanks in the text, only in exams"),
    Type: Capability(Support.NATIVE, "a blank for a word or two"),
    Number: Capability(Support.NATIVE, "a blank before the unit"),
    Choose: Capability(Support.NATIVE, "lettered options, shuffled"),
    Arrange: Capability(Support.NATIVE, "lettered lines and a row of blanks for their letters"),
    Match: Capability(Support.NATIVE, "a blank for a letter beside each line"),
    Discuss: Capability(Support.NATIVE, "seminar questions with a plan for the teacher"),
}
"""How handouts ask for each response; `--list` shows which questions a kind takes."""
