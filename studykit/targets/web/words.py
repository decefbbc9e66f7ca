"""The words of the page itself, in every language that studykit speaks: the one table of them.

A phrase may have placeholders, which `static/words.js` fills.  A phrase for a number of things has a form for each
class of numbers that some language tells apart; `rule` has the class of every number from 0 to 199, from
which those of larger numbers follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...locale import _, languages, ngettext, pgettext, speaking

SAMPLE = 200
"""How many numbers `rule` has: beyond 100, the class depends on the last two digits."""


def words_by_language() -> dict[str, dict[str, Any]]:
    """Return the table of each language: its phrases, its plurals, and its rule for them."""
    return {tag: _words(tag) for tag in languages()}


def _words(tag: str) -> dict[str, Any]:
    with speaking(tag):
        forms = [plurals(n) for n in range(SAMPLE)]
        classes = list(dict.fromkeys(tuple(one.values()) for one in forms))
        return {
            "phrases": phrases(),
            "plurals": {key: [values[at] for values in classes] for at, key in enumerate(forms[0])},
            "rule": "".join(str(classes.index(tuple(one.values()))) for one in forms),
        }


_ASKED = re.compile(r'\b(t|many)\("(\w+)"')
_MADE = re.compile(r"\bt\(`(\w*)\$\{[^}]*\}(\w*)`")


def numbered(
    script: str, words: Mapping[str, Mapping[str, Any]]
) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return a script that asks for words by number, and the table of words that it asks for.

    Words keep their keys if the script makes them, as `t(`grade_${name}`)` does.
    """
    asked = {match[2] for match in _ASKED.finditer(script)}
    made = re.compile("|".join(f"{start}\\w+{end}" for start, end in _MADE.findall(script)))
    every = {tag: table["phrases"] | table["plurals"] for tag, table in words.items()}
    named = {key for key in next(iter(every.values())) if made.fullmatch(key)}
    used = [key for key in next(iter(every.values())) if key in asked | named]
    numbers = {key: n for n, key in enumerate(used)}
    table: dict[str, dict[str, Any]] = {
        "keys": {key: n for key, n in numbers.items() if key in named},
        "languages": {
            tag: {"texts": [texts[key] for key in used], "rule": words[tag]["rule"]}
            for tag, texts in every.items()
        },
    }
    return _ASKED.sub(lambda call: f"{call[1]}({numbers[call[2]]}", script), table


def phrases() -> dict[str, str]:
    """Return the phrases by their keys, in the language that is spoken."""
    return {
        # asking and answering
        "show_answer": _("Show answer"),
        "show_points": _("Show what to listen for"),
        "check": _("Check answer"),
        "dont_know": _("I don’t know"),
        "continue": _("Continue"),
        "next": _("Next question"),
        "finish": _("Finish"),
        "answer": _("Answer"),
        "options": _("Options"),
        "your_answer": _("Your answer"),
        "missing_words": _("The missing words"),
        "blank": _("blank"),
        "blank_with_hint": _("blank, hint: {hint}"),
        "blank_of": _("blank {n} of {of}"),
        "part_of": _("part {n} of {of}"),
        "part_name": _("The name of part {n}"),
        "reversed": _("reversed"),
        "what_is_asked": _("What is this the answer to?"),
        "order_hint": _("Put the lines in order with the arrows."),
        "up": _("Up: {words}"),
        "down": _("Down: {words}"),
        # For translators: read aloud when a line was moved: its place and how many there are
        "place": _("Place {n} of {of}"),
        "match_hint": _("Choose what goes with each line."),
        "matched": _("{left}: {right}"),
        # the result
        # For translators: the verdict on an answer, and a button: I was right
        "right": _("Right"),
        "almost_right": _("Almost right"),
        "not_right": _("Not right"),
        "wrong": _("Wrong"),
        "not_answered": _("Not answered"),
        "yours": _("your answer"),
        "right_option": _("Right:"),
        "wrong_option": _("Wrong:"),
        # For translators: the place that the learner gave to a line
        "your_place": _("you: {n}"),
        "your_choice": _("you: {words}"),
        "right_order": _("The right order"),
        "right_pairs": _("The right pairs"),
        "accepted": _("Accepted: {low} to {high}"),
        "also_right": _("Also right: {answer}"),
        "missing": _("“{right}” is missing"),
        "extra": _("“{given}” is extra"),
        "should_be": _("“{given}” should be “{right}”"),
        "discuss_lead": _("Talk about it, or write down what you think. Then compare."),
        "look_for": _("What to listen for"),
        "follow_ups": _("Follow-up questions"),
        "evidence": _("What the source says"),
        "read_there": _("Read the source"),
        "picture": _("picture: {words}"),
        "recording": _("recording: {words}"),
        "transcript": _("Transcript"),
        "table": _("Table"),
        # grades
        "grade": _("How well did you know it?"),
        # For translators: read aloud after the name of a grade
        "suggested": _("(suggested)"),
        "grade_again": pgettext("grade", "Again"),
        "grade_hard": pgettext("grade", "Hard"),
        "grade_good": pgettext("grade", "Good"),
        "grade_easy": pgettext("grade", "Easy"),
        # the header of a question, and its menu
        "progress": _("Progress"),
        "more": _("More"),
        "end": _("End"),
        "close": _("Close"),
        "undo": _("Undo"),
        "skip": _("Skip"),
        "bury": _("Ask again tomorrow"),
        "skipped": _("Skipped."),
        "buried": _("This question comes back tomorrow."),
        "undone": _("Undone."),
        "nothing_to_undo": _("Nothing to undo."),
        "overtaken": _("You graded that card in another tab. That grade counts."),
        "number_of": _("{n} of {of}"),
        # keys
        "keys": _("Keys"),
        "keys_enter": _("Show or check the answer; take the suggested grade"),
        "keys_grade": _("Again, Hard, Good, Easy"),
        "keys_choose": _("Choose an option"),
        "keys_order": _("Go to a line; pick it up, move it, drop it"),
        "keys_letters": _(
            "When letters are answers, use capitals. When you type words, press Esc first."
        ),
        "open_source": _("Open the source at the quote"),
        # the start
        "today": _("Today"),
        "start_now": _("Start"),
        "study_now": _("Study now"),
        "nothing_due": _("Nothing is due now. Well done!"),
        "more_new_now": _("Learn new questions now"),
        "how_answer": _("Answer a question."),
        "how_evidence": _("See the words in the source that settle it."),
        "how_grade": _("Say how well you knew it. The page brings it back just before you would forget."),
        "remembered_today": _("Remembered today: {right} of {n}"),
        "sections": _("Sections"),
        # For translators: of the cards in a section
        "known_of": _("{known} of {n} known"),
        "more_ways": _("More"),
        "exam": _("Test"),
        "exam_hint": _("Marked at the end, with every mistake explained"),
        "cram": _("Go through all cards"),
        "cram_hint": _("Every question until you know it; nothing is saved"),
        "discuss": _("Discuss"),
        "discuss_hint": _("Questions to talk about, with points to listen for"),
        "browse": _("All questions"),
        "browse_hint": _("Search, and open any question"),
        "print": _("Print"),
        "print_hint": _("A sheet of questions, with answers if you like"),
        "statistics": _("Statistics"),
        "statistics_hint": _("What you know, and what is due"),
        "settings": _("Settings and progress"),
        "settings_hint": _("Save or load your progress; cards a day; language; keys"),
        "kept_here": _("Your progress stays in this browser. Nothing is sent anywhere."),
        "not_kept_here": _("This browser does not keep your progress. Nothing is sent anywhere."),
        "licence": _("Licence of the questions: {licence}"),
        "answers_inside": _("The answers are in this page: it is not an exam."),
        "to_start": _("Back to the start"),
        "all_in_order": _("All in order"),
        "questions_here": _("Questions"),
        "unknown_question": _("There is no question “{id}” in this course."),
        "search": _("Search"),
        "found": _("Found: {n}"),
        # the summary
        "done": _("Done for now"),
        "remembered": _("remembered"),
        "typed_right": _("Typed answers that were right: {right} of {n}"),
        "nothing_kept": _("Nothing was saved."),
        "hardest": _("The hardest"),
        "leeches": _("Forgotten again and again"),
        "leeches_hint": _("Asking them more often will not help. Read the passage again."),
        # a test
        "exam_lead": _("No answers until the end, and nothing is saved. Blanks are typed."),
        "length": _("Length"),
        "section": _("Section"),
        "all_sections": _("All sections"),
        "start_test": _("Start the test"),
        "result": _("Result"),
        "score": _("{percent} right, in {time}"),
        "mistakes": _("Mistakes first"),
        "print_result": _("Print the result"),
        # statistics
        "memory": _("Memory"),
        "retention_month": _("Remembered in the last 30 days"),
        "retention_ever": _("Remembered in all"),
        "retention_goal": _("Target"),
        # For translators: how many answers were given so far
        "answers": pgettext("statistics", "Answers"),
        "days_in_a_row": _("Days in a row"),
        "stage_new": _("new"),
        "stage_learning": _("learning"),
        "stage_young": _("young"),
        "stage_mature": _("mature"),
        "last_days": _("Last 14 days"),
        "next_days": _("Next 14 days"),
        "most_a_day": _("busiest day: {n}"),
        "to_work_on": _("What to work on"),
        "started": _("Started"),
        "mastered_head": _("Mastered"),
        "mastered_hint": _(
            "Mastered: remembered for three weeks or more, and likely to be remembered today."
        ),
        # settings
        "setting_saved": _("Saved."),
        "studying": _("Studying"),
        "this_page": _("This page"),
        "setting_new_per_day": _("New cards a day"),
        "setting_new_per_day_hint": _("Each of them comes back several times."),
        "setting_reviews_per_day": _("Reviews a day"),
        "setting_reviews_per_day_hint": _("At most; the others wait."),
        "setting_day_ends_at": _("Hour at which a day begins"),
        "setting_day_ends_at_hint": _("With 4, two in the morning still belongs to the day before."),
        "setting_retention": _("Share of cards to remember"),
        "setting_retention_hint": _("The higher it is, the more often cards come back."),
        "setting_order": _("Order of new cards"),
        "setting_order_hint": _("As in the text, or at random."),
        "order_text": _("As in the text"),
        "order_random": _("Random"),
        "setting_fuzz": _("Vary due dates a little"),
        "setting_fuzz_hint": _("So that cards learned together spread out."),
        "setting_language": _("Language"),
        "setting_language_hint": _("Of the buttons; the questions stay as they are."),
        "setting_letters": _("Use single keys"),
        "setting_letters_hint": _("Letters and digits answer, grade and undo. Turn it off for speech input."),
        # progress as a file
        "save_progress": _("Save progress"),
        "load_progress": _("Load progress"),
        "last_saved": _("Last saved on {date}."),
        "progress_hint": _(
            "Save your progress as a file to move it to another phone or computer, or to studykit"
            " in a terminal (studykit progress merge)."
        ),
        "browsers_delete": _("Some browsers delete what pages keep after seven days without a visit."),
        "not_reviews": _("Line {line} of the file is not a review. Nothing was added."),
        "problem_blocked": _("This browser does not let the page save anything. Save your progress to a file before you leave."),
        "problem_full": _("The browser has no room left. Your last answers are not kept: save your progress to a file."),
        "problem_closed": _("The browser closed the page’s storage. Your last answers are not kept: save your progress to a file, then reload."),
        "problem_newer": _("Your progress is from a newer version of this page, which this one cannot read."),
        "problem_waiting": _("Close this page in the other tabs, then reload it."),
        "problem_failed": _("Your last answers could not be kept. Save your progress to a file."),
        # printing
        "print_now": _("Print this sheet"),
        "with_answers": _("Add the answers on a page of their own"),
        "preview": _("Preview"),
        "name": _("Name"),
        "answers_key": _("Answers"),
        **_wall(),
        **_phases(),
    }  # fmt: skip


def _wall() -> dict[str, str]:
    """The words of a question in large type for a projector."""
    return {
        "wall": _("Projector"),
        "wall_hint": _("One question in large type for a class, with a timer"),
        "passage": _("Passage"),
        "listen": _("What to listen for (may give it away)"),
        "previous": _("Previous"),
        "following": _("Next"),
        "page_of": _("Page {n} of {of}"),
        "full_screen": _("Full screen"),
        "blank_screen": _("Blank screen"),
        "start_timer": _("Start"),
        "pause_timer": _("Pause"),
        "time_left": _("Time left"),
        "time_up": _("Time is up"),
        "timetable": _("Timetable"),
        "spare": _("Spare"),
    }


def _phases() -> dict[str, str]:
    return {
        "phase_new": _("new"),
        "phase_learning": _("learning"),
        "phase_review": _("review"),
        "phase_relearning": _("relearning"),
        "leech": _("leech"),
    }


def plurals(n: int) -> dict[str, str]:
    """Return the phrases for a number of things, in the language that is spoken; `{n}` stays."""
    return {
        "choose": ngettext("Choose {n}.", "Choose {n}.", n, n="{n}"),
        "too_many": ngettext("{n} too many", "{n} too many", n, n="{n}"),
        # For translators: cards that are left in the session
        "left": ngettext("{n} left", "{n} left", n, n="{n}"),
        # For translators: a large number stands before it
        "due_word": ngettext("card to review", "cards to review", n),
        # For translators: a large number stands before it
        "new_word": ngettext("new card", "new cards", n),
        "questions": ngettext("{n} question", "{n} questions", n, n="{n}"),
        "cards": ngettext("{n} card", "{n} cards", n, n="{n}"),
        "answers_total": ngettext("{n} card", "{n} cards", n, n="{n}"),
        "streak": ngettext("{n} day in a row", "{n} days in a row", n, n="{n}"),
        "mastered": ngettext("{n} card mastered", "{n} cards mastered", n, n="{n}"),
        "discussed": ngettext("Discussed: {n}", "Discussed: {n}", n, n="{n}"),
        "were_skipped": ngettext("Skipped: {n}", "Skipped: {n}", n, n="{n}"),
        "due_again": ngettext(
            "{n} card is due again today, from {time}.",
            "{n} cards are due again today, the first at {time}.",
            n,
            n="{n}",
            time="{time}",
        ),
        "due_tomorrow": ngettext(
            "{n} card is due tomorrow.", "{n} cards are due tomorrow.", n, n="{n}"
        ),
        "due_in_days": ngettext(
            "{n} card is due in {days} days.",
            "{n} cards are due in {days} days.",
            n,
            n="{n}",
            days="{days}",
        ),
        "more_new": ngettext("Learn {n} more", "Learn {n} more", n, n="{n}"),
        "reviews_added": ngettext("{n} new answer.", "{n} new answers.", n, n="{n}"),
        "reviews_known": ngettext("{n} was here already.", "{n} were here already.", n, n="{n}"),
        "reviews_undone": ngettext("{n} was undone.", "{n} were undone.", n, n="{n}"),
        "reviews_other": ngettext(
            "{n} of another course was left out.", "{n} of other courses were left out.", n, n="{n}"
        ),
        "unsaved": ngettext(
            "{n} answer is only in this browser.",
            "{n} answers are only in this browser.",
            n,
            n="{n}",
        ),
    }
