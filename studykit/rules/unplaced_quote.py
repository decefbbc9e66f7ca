"""A question asks who says something, but not where.

Weeks later, a learner who sees a sentence and “Who says this?” does not know which text is meant.  Write
a `prompt` that names the work, the source, the section or a person, as in “Who says this in Part 2 of the
interview?”.  For `who_said_it`, which asks “Who says this?” if it has no prompt.

Fails:

    - id: noise
      type: who_said_it
      key: Ida Marlow
      distractors: [The reporter]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: who_said_it
      prompt: Who says this in Part 1?
      key: Ida Marlow
      distractors: [The reporter]
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.wording import contains_phrase, content_words, tokens
from ..bank.evidence import Verified
from ..bank.kinds.who_said_it import WhoSaidIt
from ..bank.load import Course
from ..diagnostics import Finding, Severity

CODE = "unplaced-quote"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    info = course.info
    names = [name for person in info.people for name in person.names]
    names += [source.name for source in info.sources]
    names += [region.name for source in info.sources for region in source.sections]
    phrases = [tokens(name) for name in names]
    titles = [work.title for work in info.works] + [source.title for source in info.sources]
    title_words = {word for title in titles for word in content_words(title)}
    for entry in course.entries:
        question = entry.question
        if not isinstance(question, WhoSaidIt):
            continue
        asked = tokens(question.asks)
        if title_words.isdisjoint(asked) and not any(contains_phrase(asked, p) for p in phrases):
            message = f"“{question.asks}” names no work, source, section or person"
            path = (*entry.path, "prompt") if question.prompt else (*entry.path, "id")
            help = "write a `prompt` that says which text is meant, such as “Who says this in …?”"
            yield Finding(message, entry.file, path, help)
