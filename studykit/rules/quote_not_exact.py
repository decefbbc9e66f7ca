"""The quote differs from its source in typography, so the link to the passage fails.

Browsers compare a text fragment character by character: if an apostrophe is straight in the quote
and curly on the page, they find nothing.  Copy the quote from the text.  Only sources with a `url`
are checked.

Fails:

    - id: wheel
      type: basic
      prompt: How did Marlow come by a new wheel?
      answer: She cut it herself.
      passages: [{quote: "You can't buy such a wheel, so I cut one myself."}]

Passes:

    - id: wheel
      type: basic
      prompt: How did Marlow come by a new wheel?
      answer: She cut it herself.
      passages: [{quote: "You can’t buy such a wheel, so I cut one myself."}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import Finding, Severity
from ..source.locate import Query, Verdict

CODE = "quote-not-exact"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, n, passage in course.passages:
        result = verified.of[entry][n]
        if result is None or not result.passes or result.found is not Verdict.TYPOGRAPHIC:
            continue
        source = course.info.source(result.query.source or "")
        if source is None or source.url is None:
            continue
        help = None
        if not result.by_pin:
            found = course.finder.locate(Query(passage.quote, source.id)).matches
            help = f"the exact text is: {found[0].text}" if found else None
        message = f"the quote differs from {source.id} in typography, so the link to it fails"
        yield Finding(message, entry.file, (*entry.passage_path(n), "quote"), help)
