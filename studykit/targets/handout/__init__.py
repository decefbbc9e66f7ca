"""Handouts: lessons in print, as a neutral document that every format prints."""

from __future__ import annotations

from ...bank.capability import Capabilities, Capability, Support
from ...bank.model import Arrange, Choose, Discuss, Fill, Match, Number, Recall, Type

CAPABILITIES: Capabilities = {
    Recall: Capability(Support.NATIVE, "lines to write on"),
    Fill: Capability(Support.NATIVE, "blanks in the text, in exams alone"),
    Type: Capability(Support.NATIVE, "a blank for a word or two"),
    Number: Capability(Support.NATIVE, "a blank before the unit"),
    Choose: Capability(Support.NATIVE, "lettered options, shuffled by the seed"),
    Arrange: Capability(Support.NATIVE, "lettered lines, and a row of blanks for the letters"),
    Match: Capability(Support.NATIVE, "a blank at each line for a letter"),
    Discuss: Capability(Support.NATIVE, "a seminar’s questions, with a plan for the teacher"),
}
"""How handouts ask for each response; `--list` shows which questions a kind takes."""
