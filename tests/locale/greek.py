"""A course whose own words are all in Greek letters, on an interview in two versions, written for tests."""

from __future__ import annotations

from ..pictures.files import png
from ..sounds.files import ogg

TEXT = """\
Ο φάρος του ακρωτηρίου ανάβει κάθε βράδυ εδώ και εκατό χρόνια.

## Μέρος πρώτο

Δημοσιογράφος: Τι ακούσατε εκείνη τη νύχτα;

Μαρία: Άκουσα ένα παραθυρόφυλλο να χτυπά στον άνεμο. Το βάρος πρέπει να κουρδίζεται κάθε τέσσερις ώρες.

Δημοσιογράφος: Γιατί δεν έχει μηχανή;

Μαρία: Επειδή μια μηχανή δεν ζητά τίποτα από κανέναν. Ο μικρότερος βοηθός μας είναι δώδεκα χρονών.

## Μέρος δεύτερο

Δημοσιογράφος: Πόσα σκαλιά έχει ο φάρος;

Μαρία: Έχει 147 σκαλιά και καμία πόρτα στη μέση. Κάθε Σάββατο ανεβαίνουμε όλοι μαζί.
"""

SECOND_TEXT = TEXT.replace("κάθε τέσσερις ώρες", "κάθε πέντε ώρες").replace(
    "Άκουσα", "Είχα ακούσει"
)

COURSE = """\
id: faros
title: Ο φάρος
language: LANGUAGE
description: Μια συζήτηση για τον φάρο.
url: https://example.org/faros
licence: ΔΧ
works: [{id: talk, title: Η συζήτηση}]
people:
  - {id: maria, name: Μαρία Φαρίδη, aliases: [Μαρία], role: interviewee}
  - {id: reporter, name: Ο δημοσιογράφος, aliases: [Δημοσιογράφος], role: interviewer}
sources:
  - id: first
    kind: translation
    work: talk
    language: el
    title: Η πρώτη έκδοση
    credit: γραμμένη για τη δοκιμή
    url: https://example.org/first
    rights: public-domain
    file: first.md
    speakers: {Δημοσιογράφος: reporter, Μαρία: maria}
    regions: &regions
      - {id: introduction, kind: introduction, opens: Ο φάρος του ακρωτηρίου}
      - {id: part-1, kind: interview, heading: Μέρος πρώτο}
      - {id: part-2, kind: interview, heading: Μέρος δεύτερο}
  - id: second
    kind: translation
    work: talk
    language: el
    title: Η δεύτερη έκδοση
    short: Η δεύτερη
    url: https://example.org/second
    file: second.md
    speakers: {Δημοσιογράφος: reporter, Μαρία: maria}
    regions: *regions
"""

BANK = """\
id: bank
title: Ερωτήσεις
defaults: {source: first, lang: LANGUAGE}
questions:
- id: start
  type: discussion
  stage: opening
  prompt: Τι θα κρατούσατε εσείς;
  look_for: [Ένα πράγμα με όνομα]
  minutes: 4
- id: machine-talk
  type: discussion
  card: true
  prompt: Πείθει αυτός ο λόγος;
  look_for: [Όποιος κουρδίζει μένει, Η θάλασσα δεν περιμένει]
  follow_ups: [Ποιος θα έμενε;]
  minutes: 20
  level: evaluate
  passages: [{quote: Επειδή μια μηχανή δεν ζητά τίποτα από κανέναν.}]
- id: together
  type: discussion
  prompt: Γιατί ανεβαίνουν μαζί;
  look_for: [Η συντροφιά]
  minutes: 15
  passages: [{quote: Κάθε Σάββατο ανεβαίνουμε όλοι μαζί.}]
- id: end
  type: discussion
  stage: closing
  prompt: Ποιος φυλάει κάτι τέτοιο κοντά σας;
  look_for: [Κάποιος γνωστός]
  minutes: 7
- id: noise
  type: basic
  reverse: true
  prompt: Τι άκουσε η Μαρία;
  answer: Ένα παραθυρόφυλλο.
  level: analyze
  explanation: Ο άνεμος το χτυπούσε.
  passages: [{quote: Άκουσα ένα παραθυρόφυλλο να χτυπά στον άνεμο.}]
- id: machine
  type: multiple_choice
  prompt: Γιατί δεν υπάρχει μηχανή;
  key: {text: Δεν ζητά τίποτα., why: Το λέει η ίδια.}
  distractors:
    - {text: Είναι ακριβή., why: Κανείς δεν το λέει.}
    - {text: Κάνει θόρυβο., why: Κανείς δεν το λέει.}
  passages: [{quote: Επειδή μια μηχανή δεν ζητά τίποτα από κανέναν.}]
- id: both
  type: multiple_choice
  prompt: Τι έχει ο φάρος και τι όχι;
  key: [Σκαλιά, Φως]
  distractors: [Πόρτα, Μηχανή]
  passages: [{quote: Έχει 147 σκαλιά και καμία πόρτα στη μέση.}]
- id: door
  type: true_false
  prompt: Ο φάρος έχει μια πόρτα στη μέση.
  answer: false
  passages: [{quote: Έχει 147 σκαλιά και καμία πόρτα στη μέση.}]
- id: winding
  type: cloze
  text: "Το βάρος πρέπει να {{c1::κουρδίζεται::τι κάνει;}} κάθε {{c2::τέσσερις ώρες}}."
  passages: [{quote: Το βάρος πρέπει να κουρδίζεται κάθε τέσσερις ώρες.}]
- id: one-blank
  type: cloze
  text: "Ο φάρος {{c1::ανάβει}} κάθε βράδυ."
  passages: [{quote: Ο φάρος του ακρωτηρίου ανάβει κάθε βράδυ}]
- id: youngest
  type: short_answer
  prompt: Πόσων χρονών είναι ο μικρότερος βοηθός;
  answer: δώδεκα
  accept: ["12"]
  passages: [{quote: Ο μικρότερος βοηθός μας είναι δώδεκα χρονών.}]
- id: steps
  type: numeric
  prompt: Πόσο ψηλά ανεβαίνει κανείς;
  answer: 147
  range: [140, 150]
  unit: σκαλιά
  passages: [{quote: Έχει 147 σκαλιά και καμία πόρτα στη μέση.}]
- id: order
  type: ordering
  prompt: Βάλτε τα στη σειρά.
  items: [Ο άνεμος φυσά, Το παραθυρόφυλλο χτυπά, Η Μαρία ακούει]
  passages: [{quote: Άκουσα ένα παραθυρόφυλλο να χτυπά στον άνεμο.}]
- id: pairs
  type: matching
  prompt: Τι ταιριάζει με τι;
  pairs: [{left: το βάρος, right: κουρδίζεται}, {left: ο φάρος, right: ανάβει}]
  distractors: [κοιμάται]
  passages: [{quote: Το βάρος πρέπει να κουρδίζεται κάθε τέσσερις ώρες.}]
- id: who
  type: who_said_it
  key: Μαρία
  distractors: [Δημοσιογράφος]
  passages: [{quote: Κάθε Σάββατο ανεβαίνουμε όλοι μαζί.}]
- id: hours
  type: compare
  prompt: Σε τι διαφέρουν οι δύο εκδόσεις;
  differs: Η δεύτερη λέει πέντε ώρες.
  passages:
    - {quote: Το βάρος πρέπει να κουρδίζεται κάθε τέσσερις ώρες.}
    - {quote: Το βάρος πρέπει να κουρδίζεται κάθε πέντε ώρες., source: second}
- id: table
  type: basic
  prompt: |
    Τι λείπει από τον πίνακα;

    | ώρα | έργο |
    |---|---|
    | 1 | άναμμα |

    ![ένας φάρος](faros.png)
  answer: Το σβήσιμο.
  passages: [{quote: Ο φάρος του ακρωτηρίου ανάβει κάθε βράδυ}]
- id: parts
  type: label_picture
  prompt: Πώς λέγονται τα μέρη;
  picture: lamp.png
  alt: Ένας φάρος.
  labels:
    - {name: το φως, ellipse: {left: 0.1, top: 0.1, width: 0.2, height: 0.2}}
    - {name: η πόρτα, rectangle: {left: 0.6, top: 0.1, width: 0.2, height: 0.2}}
  passages: [{quote: Έχει 147 σκαλιά και καμία πόρτα στη μέση.}]
- id: bell
  type: basic
  prompt: |
    Τι χτυπά;

    ![Ένας ήχος.](bell.ogg)
  answer: Μια καμπάνα.
  explanation: "![Ένας ήχος.](gone.ogg)"
  passages: [{quote: Άκουσα ένα παραθυρόφυλλο να χτυπά στον άνεμο.}]
"""


def files(language: str) -> dict[str, str]:
    """Return the files of the course for `make_course(**files(…))`, in some language."""
    return {
        "course": COURSE.replace("LANGUAGE", language),
        "bank": BANK.replace("LANGUAGE", language),
    }


MORE: dict[str, str | bytes] = {
    "texts/first.md": TEXT,
    "texts/second.md": SECOND_TEXT,
    "lamp.png": png(),
    "bell.ogg": ogg(),
}

IDS = tuple(
    "start machine-talk together end noise machine both door winding one-blank youngest steps order"
    " pairs who hours table parts bell bank faros first second".split()
)
"""Ids in it, which some outputs have."""
