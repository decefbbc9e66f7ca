"""A seminar that fills its minutes: read, pairs, core questions, closing, exit ticket; and its plan.

Under each core question are the whole turns that it is about, if their text is available.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....bank.model import Discuss, DiscussionStage, Exercise
from ....bank.prose import parse
from ....format import plural
from ....locale import N_, _
from ....source.course import CourseFile, Source
from ....source.text import turn_order
from ..answers import discussion_notes
from ..areas import AnswerLines, NoAnswerArea
from ..asking import whole_prompt
from ..choosing import no_time
from ..documents import (
    course_page,
    document,
    filled_text,
    name_and_date,
    subtitle,
    where_to_read,
)
from ..extracts import Extract, Extracts, PrintedExtracts, no_text, reading_minutes
from ..model import (
    Audience,
    Document,
    HandoutBlock,
    Heading,
    Item,
    LineRange,
    Part,
    PassageBlock,
    Table,
    TextBlock,
    WebAddress,
    Writing,
    line_ranges,
)
from ..passages import passage
from ..planning import MOST_SPARE, LessonStep, MinuteRange, Plan, discussion_range, plan, stage_of
from ..prose import as_prose, list_of
from ..request import HandoutRequest, HandoutResult, LeftOut, LeftOutQuestion
from ..topic import aim_of, topic_of

AIM = N_("Work out what the text claims and whether it holds.")

READ = N_(
    "**Read** {lines} ({questions}) twice: once for the argument, then with a pencil. Underline the"
    " line that matters most for each question, and put a question mark where you doubt."
)

PAIRS = N_("**In pairs**, compare what you underlined. Where you chose different lines, say why.")

EXIT_TICKET = N_("Which line changed your mind, or made you more certain? Explain.")

TASKS = {"pairs": PAIRS, "ticket": EXIT_TICKET}
"""What students do in a step that always asks for the same."""

STEMS = (
    (
        N_("Asking"),
        (
            N_("What does … mean in line …?"),
            N_("What would have to be true for … to hold?"),
            N_("Who would read line … differently, and why?"),
        ),
    ),
    (
        N_("Giving evidence"),
        (
            N_("Line … says “…”, which shows that …"),
            N_("The text does not say …, only that …"),
            N_("Line … supports (contradicts) this, because …"),
        ),
    ),
    (
        N_("Listening and building"),
        (
            N_("If I understand you, you are saying that …"),
            N_("I agree with … until …"),
            N_("You changed my mind about …, because …"),
        ),
    ),
)

RUBRIC = (
    (
        N_("Questioning"),
        N_("Asks little, or only what the text clearly states."),
        N_("Asks about what the text leaves open, and asks others what they mean."),
        N_(
            "Asks questions that move the discussion on: tests a claim, or finds an assumption that"
            " everyone shared."
        ),
    ),
    (
        N_("Evidence"),
        N_("Gives opinions, or refers to the text in general."),
        N_("Points to lines and says what they show."),
        N_("Weighs lines against each other, and says what the text does not show."),
    ),
    (
        N_("Listening"),
        N_("Waits for a turn, and does not respond to what others said."),
        N_("Responds to what others said, by name."),
        N_(
            "Restates another view so that its owner agrees, builds on it, and brings in people who have"
            " not spoken."
        ),
    ),
)

TURN_MINUTES = 2
"""Minutes to read a turn whose text is not available."""

LEAST_READING = 2
"""The fewest minutes to read twice, however short the text is."""


def make(request: HandoutRequest) -> HandoutResult:
    """Make the students' sheet and the teacher's plan."""
    pool = [e for e in request.exercises if isinstance(e.response, Discuss)]
    left_out = [
        LeftOutQuestion(e.id, LeftOut.NOT_A_DISCUSSION)
        for e in request.exercises
        if not isinstance(e.response, Discuss)
    ]
    if not pool:
        return HandoutResult((), (), tuple(left_out))
    extracts = Extracts(request)
    chosen = planned(request, pool, extracts)
    left_out += [_left_out(e, chosen) for e in pool if e not in chosen.questions]
    documents: tuple[Document, ...] = ()
    if chosen.questions:  # an exit ticket alone is not a lesson
        with request.speaking():
            sheet = SeminarSheet(request, chosen, extracts)
            documents = (sheet.document("student"), sheet.document("teacher"))
    return HandoutResult(
        documents,
        tuple((e.id, f"{stage_of(e)}, {_planned(e, chosen)} min") for e in chosen.questions),
        tuple(left_out),
        (*_missing_text(request, chosen, extracts), *_remarks(chosen, pool, request.minutes)),
        request.minutes - chosen.spare,
    )


def planned(request: HandoutRequest, pool: Sequence[Exercise], extracts: Extracts) -> Plan:
    """Choose discussion questions of a pool, and divide the minutes."""
    banks = {id: entry.header.id for id, entry in request.entries.items()}
    turns = {e.id: _turns(e, extracts) for e in pool}

    def reading(core: Sequence[Exercise]) -> MinuteRange:
        available = dict.fromkeys(turn for e in core for turn in turns[e.id])
        elsewhere = {
            _turn_key(e, n) for e in core if not turns[e.id] for n in range(len(e.evidence))
        }
        minutes = reading_minutes(available, times=2) + TURN_MINUTES * len(elsewhere)
        fewest = max(LEAST_READING, minutes) if minutes else 0
        return fewest, fewest * 3 // 2

    home = Counter(banks.values()).most_common(1)[0][0] if request.sections else None
    return plan(pool, request.minutes, request.seed, banks, reading, home)


def _turns(exercise: Exercise, extracts: Extracts) -> list[Extract]:
    """The turns that a question is about, a question before its answer.

    If it compares two versions, these are the turns of one.
    """
    found: dict[tuple[str, str | None, int | None], Extract] = {}
    for n in extracts.readable(exercise):
        if extract := extracts.around(exercise, n):
            place = extract.place
            found.setdefault((place.section, place.turn, place.paragraph), extract)
    sections = [section for section, _, _ in found]
    return sorted(
        dict.fromkeys(found.values()),
        key=lambda one: (sections.index(one.place.section), turn_order(one.place.turn)),
    )


def _turn_key(exercise: Exercise, n: int) -> tuple[str, str | None]:
    place = exercise.evidence[n].place
    return place.section, place.turn


def _planned(exercise: Exercise, plan: Plan) -> int:
    return plan.minutes_of(stage_of(exercise), exercise)


def _left_out(exercise: Exercise, plan: Plan) -> LeftOutQuestion:
    stage = stage_of(exercise)
    if plan.of(stage) and (stage != "core" or not plan.spare):
        return LeftOutQuestion(exercise.id, LeftOut.STAGE_FILLED, {"stage": stage})
    return no_time(exercise, discussion_range(exercise)[0], plan.spare)


def _missing_text(request: HandoutRequest, plan: Plan, extracts: Extracts) -> Iterator[str]:
    """How to get the text of the core questions, if none of their turns can be printed."""
    core = plan.of("core")
    if request.full_text and not any(_turns(e, extracts) for e in core):
        source = _main_source(core, request.course_file)
        if source and source.id not in request.course.texts:
            yield no_text([source])


def _main_source(core: Sequence[Exercise], course: CourseFile) -> Source | None:
    """The source that core questions quote most, of those in their language if there are any."""
    cited = [(course.source(evidence.source), e.lang) for e in core for evidence in e.evidence]
    sources = [source for source, _lang in cited if source]
    readable = [source for source, lang in cited if source and source.language == lang]
    found = readable or sources
    return max(found, key=found.count, default=None)


def _remarks(plan: Plan, pool: Sequence[Exercise], total: int) -> Iterator[str]:
    for stage in STAGES:
        if plan.of(stage):
            continue
        if any(stage_of(exercise) == stage for exercise in pool):
            yield f"no {stage} question fits into {plural(total, 'minute')}"
        else:
            yield f"the selection has no {stage} question"
    if plan.spare > MOST_SPARE:
        yield (
            f"not enough questions: {total - plan.spare} of {total} minutes are filled; select more"
            " sections or lower `--minutes`"
        )


# The documents.

STAGES: dict[DiscussionStage, str] = {
    "opening": N_("Opening"),
    "core": N_("Core questions"),
    "closing": N_("Closing"),
}

ACTIVITIES = {
    "opening": N_("Opening"),
    "read": N_("Read"),
    "pairs": N_("Pairs"),
    "core": N_("Core question"),
    "closing": N_("Closing"),
    "ticket": N_("Exit ticket"),
}

NUMBERED = {
    "opening": N_("Question {number}, opening"),
    "core": N_("Question {number}, core"),
    "closing": N_("Question {number}, closing"),
}
"""The activities with a question, in the timetable."""


class SeminarSheet:
    """The documents of a seminar; those of both audiences have the same lines and numbers."""

    def __init__(self, request: HandoutRequest, plan: Plan, extracts: Extracts) -> None:
        self.request, self.plan = request, plan
        self.course_file = request.course_file
        self.numbers = {e.id: n for n, e in enumerate(plan.questions, 1)}
        self.extracts = extracts
        self.printed = PrintedExtracts(request, extracts)
        self.quotes: dict[str, list[LineRange]] = {}
        self.passages = {e.id: tuple(self._passages(e)) for e in plan.questions}

    def _passages(self, exercise: Exercise) -> Iterator[PassageBlock]:
        """Whole turns that are not printed yet, then quotes that no turn contains.

        A turn that another question needs is printed at the first that quotes it.
        """
        needed = [turn for e in self.plan.questions for turn in _turns(e, self.extracts)]
        quoted = [turn for turn in needed if self.extracts.quotes(exercise, turn)]
        for turn in dict.fromkeys([*_turns(exercise, self.extracts), *quoted]):
            if block := self.printed.add(turn):
                yield block
        contained = self.printed.ranges(exercise)
        quotes = self.quotes[exercise.id] = []
        for n, evidence in enumerate(exercise.evidence):
            if n not in contained:
                block = passage(evidence, self.course_file, self.printed.numbering)
                quotes.append(block.line_range)
                yield block

    def document(self, audience: Audience) -> Document:
        total = self.request.minutes
        return document(
            "seminar",
            audience,
            self.course_file,
            self.plan.questions,
            [Part(tuple(self._blocks(teacher=audience == "teacher")))],
            subtitle(audience, filled_text(total - self.plan.spare, total)),
            name=_("Seminar"),
            topic=self.topic,
            whole=self.printed.sources,
        )

    @property
    def topic(self) -> str | None:
        return topic_of(self.request, self.plan.of("core") or self.plan.questions)

    @property
    def aim(self) -> str:
        return aim_of(self.request, self.plan.of("core") or self.plan.questions) or _(AIM)

    def _blocks(self, teacher: bool) -> Iterator[HandoutBlock]:
        if not teacher:
            yield name_and_date()
        lead = _("**Aim.** {aim} Point to a line for every claim. Everyone speaks.", aim=self.aim)
        yield TextBlock(parse(lead), "lead")
        if teacher:
            yield self._timetable()
        yield from self._stage("opening", teacher)
        if not teacher:
            yield from self._preparation()
        yield from self._stage("core", teacher)
        yield from self._stage("closing", teacher)
        if self.plan.minutes_of("ticket"):
            yield from self._exit_ticket(teacher)
        if teacher:
            header = ("", _("Beginning"), _("Developing"), _("Strong"))
            rows = [tuple(map(_, row)) for row in RUBRIC]
            yield _table(_("Rubric"), header, rows, (3, 5, 5, 5))
        else:
            yield from course_page(self.course_file)

    def _exit_ticket(self, teacher: bool) -> Iterator[HandoutBlock]:
        yield Heading(_("Exit ticket"))
        if not teacher:
            yield Writing(3, _(EXIT_TICKET))
            return
        yield TextBlock(
            as_prose(
                _(
                    "“{question}” Collect it at the door. It shows who can support a thought with a"
                    " line. Open the next session with two answers that disagree.",
                    question=_(EXIT_TICKET),
                )
            )
        )

    def _stage(self, stage: DiscussionStage, teacher: bool) -> Iterator[HandoutBlock]:
        questions = self.plan.of(stage)
        if questions:
            yield Heading(_(STAGES[stage] if len(questions) > 1 else ACTIVITIES[stage]))
        for exercise in questions:
            yield self._item(exercise, teacher)

    def _preparation(self) -> Iterator[HandoutBlock]:
        """What students do before the discussion, and how to start a sentence in it."""
        core = self.plan.of("core")
        if not core:
            return
        tasks = [self.task(kind) for kind in ("read", "pairs") if self.plan.minutes_of(kind)]
        if tasks:
            yield Heading(_("Before the discussion"))
            yield TextBlock(tuple(block for task in tasks for block in parse(task)))
            yield from self._elsewhere()
        stems = tuple(
            list_of(as_prose(_bound(_(stem))) for stem in stems) for _name, stems in STEMS
        )
        header = tuple(_(name) for name, _stems in STEMS)
        yield Table(_("Ways to start"), header, (stems,), (1, 1, 1), row_headers=False)

    def task(self, kind: str) -> str:
        """What students do in a step without a question, as Markdown."""
        if kind == "read":
            lines, questions = self._lines_to_read()
            return _(READ, lines=lines, questions=questions)
        return _(TASKS[kind])

    def title(self, step: LessonStep) -> str:
        if step.exercise:
            return _(NUMBERED[step.kind], number=self.numbers[step.exercise.id])
        return _(ACTIVITIES[step.kind])

    def _lines_to_read(self) -> tuple[str, str]:
        """The lines of the core questions, and these questions, in words."""
        core = self.plan.of("core")
        printed = [block.line_range for e in core for block in self.passages[e.id]]
        ranges = [*printed, *(lines for e in core for lines in self._lines(e))]
        first, last = min(line for line, _ in ranges), max(line for _, line in ranges)
        numbers = [self.numbers[e.id] for e in core]
        questions = _("question {number}", number=numbers[0])
        if len(numbers) > 1:
            questions = _("questions {first}–{last}", first=numbers[0], last=numbers[-1])
        return line_ranges([(first, last)]), questions

    def _elsewhere(self) -> Iterator[WebAddress]:
        """Where to read the turns that are only quoted, in the source that is quoted most."""
        core = self.plan.of("core")
        if self.printed.sources:
            return
        source = _main_source(core, self.course_file)
        if source:
            sections = (evidence.place.section for e in core for evidence in e.evidence)
            yield from where_to_read(sections, source)

    def _item(self, exercise: Exercise, teacher: bool) -> Item:
        response = exercise.response
        assert isinstance(response, Discuss)
        number = self.numbers[exercise.id]
        lines = tuple(self._lines(exercise))
        if not teacher:
            passages = self.passages[exercise.id]
            return Item(
                number,
                whole_prompt(exercise),
                AnswerLines(4 if stage_of(exercise) == "core" else 2),
                passages,
                lines if self.printed.sources else (),
                lang=exercise.lang,
            )
        return replace(
            Item(number, whole_prompt(exercise), NoAnswerArea(), lang=exercise.lang),
            lines=lines,
            level=exercise.level,
            id=exercise.id,
            minutes=_planned(exercise, self.plan),
            notes=discussion_notes(exercise, response),
        )

    def _lines(self, exercise: Exercise) -> list[LineRange]:
        """The lines that a question quotes."""
        return sorted({*self.printed.ranges(exercise).values(), *self.quotes[exercise.id]})

    def _timetable(self) -> Table:
        rows: list[tuple[str, str, str]] = []
        start = 0
        for step, minutes in zip(self.plan.steps, self.plan.minutes, strict=True):
            rows.append((self.title(step), str(minutes), f"{start}–{start + minutes}"))
            start += minutes
        if self.plan.spare:
            spare = self.plan.spare
            rows.append((_("Spare"), str(spare), f"{start}–{start + spare}"))
        rows.append((_("Total"), str(self.request.minutes), ""))
        header = (_("Activity"), _("Minutes"), _("Time"))
        return _table(_("Timetable"), header, rows, (4, 1, 1))


def _bound(words: str) -> str:
    """The start of a sentence, with a blank at its end that does not begin a line."""
    return words.removesuffix(" …") + "\u00a0…" if words.endswith(" …") else words


def _table(
    caption: str,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
) -> Table:
    cells = tuple(tuple(as_prose(text) if text else () for text in row) for row in rows)
    return Table(caption, header, cells, widths)
