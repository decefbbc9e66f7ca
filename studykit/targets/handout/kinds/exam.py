"""An exam in up to four forms: the same questions, shuffled differently, with one answer key.

Questions that cite the same words stay together.  Of two questions of which one gives away the
other's answer, the second in the order drawn by the seed is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from ....analysis.giveaways import GiveAways, find_giveaways, overlap, typed_answers
from ....analysis.wording import Tokens, contains_phrase, tokens
from ....bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
)
from ....format import plural, series
from ....locale import N_, _, ngettext, pgettext
from ....source.course import CourseFile
from ..answer_key import answer_key
from ..answers import answer_notes, evidence_notes
from ..areas import (
    AnswerBlank,
    AnswerLines,
    Blanks,
    BubbleRow,
    Bubbles,
    LabelBlanks,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
)
from ..asking import (
    PrintedQuestion,
    item,
    key_positions,
    option_letter,
    printed_question,
    whole_prompt,
)
from ..choosing import choose_in_time, not_read, not_read_remark, too_few_remark
from ..documents import (
    document,
    filled_minutes,
    in_one_paragraph,
    minutes_text,
    name_and_date,
    subtitle,
)
from ..lines import Numbering
from ..model import (
    Document,
    HandoutBlock,
    Heading,
    Item,
    LabelledBlank,
    Note,
    Part,
    Table,
    TextBlock,
    Together,
    form_name,
    points_text,
)
from ..passages import stimulus_passages
from ..prose import as_prose
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..timing import minutes, points
from ..topic import topic_of

MAX_KEY_LENGTH = 60
"""Characters of a written answer in the key's table."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its letter if there are several, and its questions in order as it prints them."""

    letter: str | None
    questions: tuple[tuple[Exercise, PrintedQuestion], ...]

    def number(self, exercise: Exercise) -> int:
        return next(n for n, (e, _) in enumerate(self.questions, 1) if e.id == exercise.id)

    def key(self, exercise: Exercise) -> str:
        return next(printed.key for e, printed in self.questions if e.id == exercise.id)


def make(request: HandoutRequest) -> HandoutResult:
    """Make all forms for the students, one after the other, and one key for the teacher."""
    unfit = {e.id: reason for e in request.exercises if (reason := _misfit(e, request))}
    pool = [e for e in request.exercises if e.id not in unfit]
    left_out = tuple(unfit.values())
    if not pool:
        return HandoutResult((), (), left_out)
    giveaways = find_giveaways(request.course, request.pool)
    chosen, others = choose(request, pool, giveaways)
    with request.speaking():
        forms = [make_form(chosen, request.seed, n, request.forms) for n in range(request.forms)]
    spent = sum(map(minutes, chosen))
    total = sum(map(points, chosen))
    remarks = (
        not_read_remark(left_out),
        too_few_remark(spent, request.minutes, len(chosen), others),
    )
    with request.speaking():
        time = filled_minutes(spent, request.minutes)
        student, teacher = _documents(forms, request, chosen, time, total)
    return HandoutResult(
        (student, teacher),
        tuple((e.id, f"{plural(points(e), 'point')}, {minutes(e)} min") for e in chosen),
        (*left_out, *others),
        tuple(filter(None, remarks)),
        spent,
        answer_key(student, {form.letter or "A": form.questions for form in forms}),
    )


# Choosing.


def _misfit(exercise: Exercise, request: HandoutRequest) -> LeftOutQuestion | None:
    """The reason why a question cannot be in this exam, or None."""
    if isinstance(exercise.response, Discuss):
        return LeftOutQuestion(exercise.id, LeftOut.DISCUSSION)
    return not_read(exercise, request)


def choose(
    request: HandoutRequest, pool: Sequence[Exercise], giveaways: GiveAways
) -> tuple[list[Exercise], list[LeftOutQuestion]]:
    """Choose questions that fit into the minutes and do not give away each other's answers."""
    with request.speaking():
        titles = _printed_titles(request.course_file, pool)

    def objection(exercise: Exercise, chosen: list[Exercise]) -> LeftOutQuestion | None:
        answers = typed_answers(exercise)
        if any(contains_phrase(title, answer) for title in titles for answer in answers):
            return LeftOutQuestion(exercise.id, LeftOut.ANSWER_IN_TITLE)
        for other in chosen:
            if (exercise.id, other.id) in giveaways:
                return LeftOutQuestion(exercise.id, LeftOut.GIVEN_AWAY, {"other": other.id})
            if (other.id, exercise.id) in giveaways:
                return LeftOutQuestion(exercise.id, LeftOut.GIVES_AWAY, {"other": other.id})
        return None

    shuffled = list(pool)
    random.Random(request.seed).shuffle(shuffled)
    chosen, left_out = choose_in_time(shuffled, request.minutes, objection=objection)
    order = {e.id: n for n, e in enumerate(pool)}
    chosen.sort(key=lambda exercise: order[exercise.id])
    left_out.sort(key=lambda question: order[question.id])
    return chosen, left_out


def _printed_titles(course: CourseFile, pool: Sequence[Exercise]) -> list[Tokens]:
    """The words of titles and credits, which every form may print."""
    cited = {evidence.source for exercise in pool for evidence in exercise.evidence}
    regions = [region.name for s in course.sources for region in s.sections]
    texts = [*regions, course.title, course.licence or "", *(work.title for work in course.works)]
    for source in course.sources:
        if source.id in cited:
            texts += [source.name, source.title, source.credit or ""]
    return [tokens(text) for text in texts]


# Forms.

SECTIONS = (
    N_("True or false"),
    N_("Multiple choice"),
    N_("Several answers"),
    N_("Fill in the blanks"),
    N_("Short answers"),
    N_("Matching"),
    N_("Ordering"),
    N_("Pictures"),
    N_("Written answers"),
)
"""The headings of an exam, in order, to look up."""


def section_of(exercise: Exercise) -> str:
    """The heading that a question is below."""
    response = exercise.response
    match response:
        case Choose() if exercise.type == "true_false":
            return "True or false"
        case Choose():
            return "Several answers" if response.several else "Multiple choice"
        case Fill():
            return "Fill in the blanks"
        case Type() | Number():
            return "Short answers"
        case Match():
            return "Matching"
        case Arrange():
            return "Ordering"
        case Label():
            return "Pictures"
        case Recall() | Discuss():
            return "Written answers"
        case _:
            assert_never(response)


def group_by_quotes(chosen: Sequence[Exercise]) -> list[list[Exercise]]:
    """Group questions that cite the same words, directly or by way of a third."""
    groups: list[list[Exercise]] = []
    for exercise in chosen:
        merged: list[Exercise] = []
        separate: list[list[Exercise]] = []
        for group in groups:
            if any(overlap(exercise.evidence, member.evidence) for member in group):
                merged += group
            else:
                separate.append(group)
        groups = [*separate, [*merged, exercise]]
    return groups


def make_form(chosen: Sequence[Exercise], seed: int, n: int, forms: int) -> Form:
    """The n-th form of a seed: sections in a fixed order, with questions and options shuffled.

    No letter is the key more often than others, as far as options can be moved.
    """
    letter = option_letter(n)
    rng = random.Random(f"{seed}/{letter}")
    order: list[Exercise] = []
    for section in SECTIONS:
        groups = group_by_quotes([e for e in chosen if section_of(e) == section])
        rng.shuffle(groups)
        for group in groups:
            rng.shuffle(group)
            order += group
    keys = key_positions(order, rng)

    def printed(exercise: Exercise) -> PrintedQuestion:
        own = random.Random(f"{seed}/{letter}/{exercise.id}")
        return printed_question(exercise, own, keys.get(exercise.id))

    questions = tuple((exercise, printed(exercise)) for exercise in order)
    return Form(letter if forms > 1 else None, questions)


# The documents.


def _documents(
    forms: Sequence[Form],
    request: HandoutRequest,
    chosen: Sequence[Exercise],
    minutes: int,
    total: int,
) -> tuple[Document, Document]:
    """The students' document and the teacher's."""
    facts = (minutes_text(minutes), points_text(total))
    topic = topic_of(request, chosen) if request.sections else None
    student = document(
        "exam",
        "student",
        request.course_file,
        chosen,
        [part for form in forms for part in _form_parts(form, request, minutes, total)],
        subtitle("student", *facts),
        name=_("Exam"),
        topic=topic,
    )
    teacher = document(
        "exam",
        "teacher",
        request.course_file,
        chosen,
        [Part(tuple(_key_blocks(forms, request)))],
        subtitle("teacher", _("answer key"), *facts),
        name=_("Exam"),
        topic=topic,
    )
    return student, teacher


def _form_parts(form: Form, request: HandoutRequest, minutes: int, total: int) -> Iterator[Part]:
    yield Part(tuple(_form_blocks(form, request, minutes, total)), form.letter)
    if request.answer_sheet:
        yield Part(tuple(_answer_sheet(form)), form.letter, _("Answer sheet"))


def _answer_sheet(form: Form) -> Iterator[HandoutBlock]:
    yield name_and_date()
    yield TextBlock(
        as_prose(
            _(
                "Fill in one bubble in each row, or more if several answers are right. If you change an"
                " answer, erase the old mark completely."
            )
        )
    )
    yield Bubbles(tuple(row for n, one in enumerate(form.questions, 1) for row in _rows(n, one[1])))
    written = [n for n, (_, one) in enumerate(form.questions, 1) if _is_written(one)]
    if written:
        if len(written) == 1:
            words = _("Write the answers to question {number} on the exam.", number=written[0])
        else:
            words = _(
                "Write the answers to questions {first}–{last} on the exam.",
                first=written[0],
                last=written[-1],
            )
        yield TextBlock(as_prose(words))


def _is_written(printed: PrintedQuestion) -> bool:
    return isinstance(printed.answer_area, AnswerLines)


def _rows(number: int, printed: PrintedQuestion) -> Iterator[BubbleRow]:
    """A row for each answer of a question."""
    count, columns = 1, 0
    letters: tuple[str, ...] = ()
    match printed.answer_area:
        case Options(choices):
            letters = tuple(choice.letter for choice in choices)
        case PairsArea(lefts, choices):
            count, letters = len(lefts), tuple(choice.letter for choice in choices)
        case OrderArea(choices):
            count, letters = len(choices), tuple(choice.letter for choice in choices)
        case Blanks(_, gaps, count):
            columns = max((gap.columns for gap in gaps), default=0)
        case LabelBlanks(count, columns):
            pass
        case AnswerBlank(columns):
            pass
        case AnswerLines() | NoAnswerArea():
            count = 0
    for n in range(1, count + 1):
        yield BubbleRow(number, letters, n if count > 1 else None, columns)


def _form_blocks(
    form: Form, request: HandoutRequest, minutes: int, total: int
) -> Iterator[HandoutBlock]:
    yield name_and_date(LabelledBlank(pgettext("exam", "Score"), _("/ {total}", total=total)))
    texts = {cited.source for exercise, _printed in form.questions for cited in exercise.evidence}
    sentences = [
        ngettext("You have {n} minute.", "You have {n} minutes.", minutes),
        ngettext("Use the text you read.", "Use the texts you read.", len(texts)),
        _("Points are shown beside each question."),
    ]
    if request.answer_sheet:
        sentences.append(_("Mark your answers on the answer sheet."))
    yield TextBlock(as_prose(in_one_paragraph(sentences)), "lead")
    numbering = Numbering()
    section = None
    for number, (exercise, printed) in enumerate(form.questions, 1):
        if (found := section_of(exercise)) != section:
            section = found
            yield Heading(_(section))
        yield replace(
            item(number, exercise, printed, teacher=False),
            level=None,
            passages=stimulus_passages(exercise, request.course_file, numbering),
            points=points(exercise),
        )


def _key_blocks(forms: Sequence[Form], request: HandoutRequest) -> Iterator[HandoutBlock]:
    first = forms[0]
    yield TextBlock(
        as_prose(
            _(
                "Seed {seed}: the same command prints the same exam again. Numbers and letters are"
                " those of the exam.",
                seed=request.seed,
            )
        )
    )
    for form in forms:
        rows = [
            tuple(map(as_prose, (str(number), _short_key(form, number), str(points(exercise)))))
            for number, (exercise, _) in enumerate(form.questions, 1)
        ]
        caption = form_name(form.letter) if form.letter else _("Answers by number")
        header = (_("No."), _("Answer"), _("Points"))
        table = Table(caption, header, tuple(rows), (4, 19, 6), side_by_side=2)
        yield table if form is first else Together((table,))
    yield Heading(_("Answers and explanations"))
    if len(forms) > 1:
        yield TextBlock(as_prose(_("In the order of form {letter}.", letter=first.letter)))
    for number, (exercise, printed) in enumerate(first.questions, 1):
        yield _answer_item(number, exercise, printed, forms[1:], request)


def _short_key(form: Form, number: int) -> str:
    """The key of a question, a written answer cut to its first words."""
    exercise, printed = form.questions[number - 1]
    words = " ".join(printed.key.split())
    if isinstance(exercise.response, Recall) and len(words) > MAX_KEY_LENGTH:
        return words[:MAX_KEY_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return words


def _answer_item(
    number: int,
    exercise: Exercise,
    printed: PrintedQuestion,
    other_forms: Sequence[Form],
    request: HandoutRequest,
) -> Item:
    answer, *explanations = answer_notes(exercise, printed.key)
    notes = [answer]
    if other_forms:
        notes.append(_note_on_other_forms(exercise, other_forms))
    notes += explanations
    notes += evidence_notes(exercise, request.course_file)
    return Item(
        number,
        whole_prompt(exercise),
        NoAnswerArea(),
        points=points(exercise),
        level=exercise.level,
        lang=exercise.lang,
        id=exercise.id,
        notes=tuple(notes),
    )


def _note_on_other_forms(exercise: Exercise, forms: Sequence[Form]) -> Note:
    """The number of a question in other forms, and its key if that is a letter."""
    lettered = isinstance(exercise.response, Choose | Arrange | Match)
    texts = []
    for form in forms:
        where = _("form {letter}, no. {number}", letter=form.letter, number=form.number(exercise))
        if lettered:
            where = _("{place} ({answer})", place=where, answer=form.key(exercise))
        texts.append(where)
    return Note(_("In other forms"), as_prose(series(texts)))
