"""Cards as questions of a bank, and their ids."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from pydantic import ValidationError

from ..bank.kinds import KINDS
from ..bank.kinds.cloze import Cloze
from ..bank.kinds.true_false import TrueFalse
from ..bank.model import Fill, Question
from ..bank.prose import Math, Paragraph, parse, plain
from ..schema import SLUG, TAG
from .model import ImportedCard, IncompleteCard

PLACEHOLDER = ({"quote": "unknown"},) * 2


def question_data(card: ImportedCard) -> dict[str, Any]:
    """Return the keys of the question that a card becomes, without its id and passages."""
    if card.keys:
        data = dict(card.keys)
    elif card.cloze:
        data = {"type": "cloze", "text": card.cloze}
    elif card.options:
        data = {
            "type": "multiple_choice",
            "prompt": card.question,
            "key": card.answer,
            "distractors": list(card.options),
        }
    else:
        type = "short_answer" if card.typed and _can_be_typed(card.answer) else "basic"
        data = {"type": type, "prompt": card.question, "answer": card.answer}
    if card.explanation:
        data["explanation"] = card.explanation
    if tags := [tag for tag in card.tags if is_tag(tag)]:
        data["tags"] = tags
    return data


def _can_be_typed(answer: str) -> bool:
    """Whether an answer is words: nobody types a formula, a picture or a table."""
    return all(isinstance(b, Paragraph) and not _has_formula(b) for b in parse(answer))


def _has_formula(paragraph: Paragraph) -> bool:
    return any(isinstance(span, Math) for span in paragraph.spans)


def is_tag(tag: str) -> bool:
    return len(tag) <= 80 and tag.isprintable() and re.fullmatch(TAG, tag) is not None


def as_question(data: Mapping[str, Any]) -> Question:
    """Return the question with some keys; raises IncompleteCard if they are not valid."""
    complete = {"id": "unknown", **data, "passages": PLACEHOLDER}
    try:
        return KINDS[data["type"]].model_validate(
            complete, context={"lang": data.get("lang", "en")}
        )
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        key = ".".join(map(str, problem["loc"]))
        if problem["type"] == "missing":
            raise IncompleteCard(f"no {key}: add `{key}:`") from error
        if problem["type"].startswith("bool"):
            raise IncompleteCard(f"`{key}`: must be true or false") from error
        raise IncompleteCard(f"`{key}`: {problem['msg']}" if key else problem["msg"]) from error


def asked_and_answer(question: Question) -> tuple[str, str]:
    """Return what a question asks and its answer, as plain words."""
    asked = Fill(question.parts).text if isinstance(question, Cloze) else question.asks
    if isinstance(question, TrueFalse):
        return plain(asked), ""
    return plain(asked), " ".join(plain(text) for _, text in question.answers())


def question_id(card: ImportedCard, asked: str, taken: Container[str]) -> str:
    """Return an id from what is asked; from the card's origin, too, if the words are taken."""
    words = card.id or ""
    if not re.fullmatch(SLUG, words) or len(words) > 60:
        words = slug(asked)
    digest = sha256(card.origin.encode()).hexdigest()
    id = words or f"card-{digest[:8]}"
    for length in range(6, len(digest)):
        if id not in taken and id not in ("true", "false", "null"):
            break
        id = f"{words or 'card'}-{digest[:length]}"
    return id


def slug(text: str) -> str:
    """Return the first six words of a text as an id; "" if it has none in Latin letters."""
    text = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", text.replace("'", ""))[:6])[:60].strip("-")
