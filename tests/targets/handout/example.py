"""One document with every block and every answer area, on the sample interview."""

from __future__ import annotations

from studykit.bank.prose import parse
from studykit.source.claims import ClaimKind
from studykit.targets.handout.areas import (
    GAP,
    AnswerBlank,
    AnswerLines,
    Blanks,
    BubbleRow,
    Bubbles,
    Gap,
    LetteredChoice,
    NoAnswerArea,
    Options,
    OrderArea,
    PairsArea,
)
from studykit.targets.handout.lines import Numbering
from studykit.targets.handout.model import (
    Document,
    Fields,
    Glossary,
    Heading,
    Item,
    LabelledBlank,
    Legend,
    Note,
    Parallel,
    Part,
    PassageBlock,
    Table,
    Term,
    TextBlock,
    Together,
    WebAddress,
    Writing,
)
from studykit.targets.handout.prose import list_of

CREDIT = "written for studykit"
LINK = "https://example.org/lighthouse#:~:text=a%20noise"
WEIGHT = (
    "Because a motor asks nothing of anybody. The weight has to be wound every four hours, so"
    " whoever winds it stays, and whoever stays looks at the sea."
)
WHEEL = "That took eleven months and three attempts.\nThe first two wheels are doorstops now."
FIRST_VERSION = "I don’t think the board was wrong to switch the old light off."
SECOND_VERSION = (
    "I do not believe the board was wrong to turn the old light off. Two of us would say so."
)


ADDRESS = WebAddress("Read the interview", "https://www.example.org/lighthouse/")


def passage(text: str, numbering: Numbering, place: str = "Part 1, A3") -> PassageBlock:
    return PassageBlock(
        numbering.take(text),
        place=place,
        source="The Shutter and the Light",
        speaker="Ida Marlow",
        credit=CREDIT,
        link=LINK,
    )


def choices(*texts: str) -> tuple[LetteredChoice, ...]:
    return tuple(
        LetteredChoice(letter, parse(text)) for letter, text in zip("ABCDEFGH", texts, strict=False)
    )


def example(audience: str = "teacher") -> Document:
    """The document for an audience; the student's has no notes and no ids."""
    teacher = audience == "teacher"
    forms = tuple(_part(letter, teacher) for letter in "AB")
    return Document(
        kind="exam",
        audience="teacher" if teacher else "student",
        title="The Shutter and the Light: exam",
        subtitle="For the teacher" if teacher else "Forms A and B",
        work="Interview with Ida Marlow",
        sources="The Shutter and the Light",
        parts=forms,
        credits=(
            "The Shutter and the Light (written for studykit).",
            "Questions: MIT licence.",
        ),
        margin=True,
    )


def _part(letter: str, teacher: bool) -> Part:
    numbering = Numbering()
    marks = [(ClaimKind.NEGATION, FIRST_VERSION.index("don’t"), FIRST_VERSION.index("don’t") + 5)]
    number = SECOND_VERSION.index("Two")
    modal = SECOND_VERSION.index("would")
    left, right = numbering.take_both(
        FIRST_VERSION,
        SECOND_VERSION,
        marks,
        [(ClaimKind.NUMBER, number, number + 3), (ClaimKind.MODAL, modal, modal + 5)],
    )
    sides = [
        PassageBlock(lines, "Part 2, A1", source, "Ida Marlow", CREDIT, LINK)
        for lines, source in ((left, "First translation"), (right, "Second translation"))
    ]
    weight = passage(WEIGHT, numbering)
    shared = passage(WHEEL, numbering, "Part 1, A2")

    def notes(*labelled: tuple[str, str]) -> tuple[Note, ...]:
        return tuple(Note(label, parse(text)) for label, text in labelled) if teacher else ()

    items = (
        Item(
            1,
            parse("Why does Marlow *not* let a motor turn the lens?"),
            Options(
                choices(
                    "It would ask **nothing** of anybody.",
                    "It would cost `more` than the town gives.",
                    "It would be as loud as the shutter\\\nthat she heard on her walk.",
                )
            ),
            passages=(weight,),
            points=1,
            level="understand",
            id="no-motor" if teacher else None,
            notes=notes(("Answer", "A"), ("Why", "See the passage.\n\n- one\n- two")),
        ),
        Item(
            2,
            parse("Which of these does she find behind the door?"),
            Options(choices("Pigeons", "A clockwork", "A dog"), several=True),
            points=2,
        ),
        Item(
            3,
            parse(""),
            Blanks(
                parse(f"The weight has to be wound **every {GAP}**, so {GAP} winds it stays."),
                (Gap(1, 16, "how often?"), Gap(2, 16)),
                2,
            ),
            lines=(weight.line_range,),
            points=2,
        ),
        Item(4, parse("How many steps has the tower?"), AnswerBlank(12, "steps"), points=1),
        Item(5, parse("What broke?"), AnswerBlank(24), points=1),
        Item(
            6,
            parse("How does she come round?"),
            AnswerLines(4),
            points=4,
            level="analyze",
            minutes=5,
        ),
        Item(
            7,
            parse("Put these in order:"),
            OrderArea(choices("The wheel", "The walk", "The key")),
            points=2,
        ),
        Item(
            8,
            parse("Who says what?"),
            PairsArea(
                (parse("A motor asks nothing"), parse("There are *149* steps")),
                choices("Gull47", "Ida Marlow", "Pat L."),
            ),
            points=2,
        ),
        Item(
            9,
            parse("Is a useless thing worth keeping?"),
            NoAnswerArea(),
            minutes=20,
            level="evaluate",
            id="useless" if teacher else None,
            notes=(
                (Note("Listen for", list_of([parse("a claim"), parse("a *reason*")])),)
                if teacher
                else ()
            ),
        ),
    )
    blocks = (
        Fields((LabelledBlank("Name"), LabelledBlank("Class"), LabelledBlank("Score", "/ 17"))),
        TextBlock(parse("What is **useless**, and who says so?"), "lead"),
        TextBlock(parse("Whole sections belong to their publisher."), "notice"),
        Heading("Two translations"),
        Legend((ClaimKind.NUMBER, ClaimKind.NAME, ClaimKind.NEGATION, ClaimKind.MODAL)),
        Parallel("Part 2, A1", *sides),
        Heading("Questions"),
        *items[:3],
        TextBlock(parse("Questions 4 and 5 are on this passage.")),
        shared,
        *items[3:5],
        Heading("Longer ones", 2),
        *items[5:],
        Note("Time", parse("45 minutes in all")),
        Writing(3, "Exit ticket: what did you change your mind about?"),
        Table(
            "Rubric",
            ("", "Beginning", "Growing", "Strong"),
            (
                (parse("Questioning"), parse("asks little"), parse("asks"), parse("asks on")),
                (parse("Listening"), parse("waits"), parse("*answers*"), parse("- a\n- b")),
            ),
            (2, 3, 3, 3),
        ),
        Glossary((Term("lens", parse("what turns")), Term("winder", parse("who *winds*")))),
        Together((TextBlock(parse("Kept with the address:")), ADDRESS)),
        Bubbles((BubbleRow(1, ("A", "B", "C")), BubbleRow(2, part=1))),
    )
    return Part(blocks, letter)
