"""A short course in Arabic, written for tests of writing from right to left.

It has what breaks there: digits, ranges, Latin names, parentheses, quotation marks, a colon at an end.
"""

from __future__ import annotations

from pathlib import Path

TEXT = """\
بُنيت منارة رأس النخل سنة 1911، وفيها 147 درجة.

## القسم الأول

الصحفية: ما الذي سمعتِه تلك الليلة؟

سلمى حدّاد: سمعت باب المخزن (القديم) يضرب الجدار. قال لي أبي: «لا تطفئي الضوء قبل الفجر»، فلم أطفئه.

الصحفية: ولماذا لا تستعملون محرّكا؟

سلمى حدّاد: جرّبنا محرّكا من شركة Brandt & Co. ثلاثة أشهر. كان يتعطّل كل أسبوع، من الساعة 2 إلى الساعة 4.
"""

COURSE = """\
id: manara
title: المنارة
language: ar
licence: MIT
works: [{id: talk, title: حديث مع سلمى حدّاد}]
people:
  - {id: salma, name: سلمى حدّاد, aliases: [سلمى], role: interviewee}
  - {id: reporter, name: الصحفية, role: interviewer}
sources:
  - id: manara
    kind: original
    work: talk
    title: ضوء رأس النخل (1911)
    credit: كُتب للاختبار
    language: ar
    url: https://example.org/manara
    file: manara.md
    speakers: {الصحفية: reporter, سلمى حدّاد: salma}
    regions:
      - {id: introduction, title: مقدمة, kind: introduction, opens: بُنيت منارة}
      - {id: part-1, kind: interview, heading: القسم الأول}
"""

BANK = """\
id: manara
title: منارة رأس النخل
defaults: {source: manara, lang: ar, level: remember}
questions:
  - id: door
    type: basic
    prompt: "ما الذي كان يضرب الجدار (تلك الليلة)؟"
    answer: باب المخزن (القديم).
    passages: [{quote: "سمعت باب المخزن (القديم) يضرب الجدار."}]
  - id: light
    type: cloze
    text: "قال لي أبي: «لا تطفئي {{c1::الضوء}} قبل {{c2::الفجر}}»، فلم أطفئه."
    passages: [{quote: "قال لي أبي: «لا تطفئي الضوء قبل الفجر»، فلم أطفئه."}]
  - id: engine
    type: multiple_choice
    prompt: "من أين جاء المحرّك الذي جُرّب ثلاثة أشهر؟"
    key: من شركة Brandt & Co.
    distractors:
      - {text: من مخزن قديم., why: "في المخزن باب (قديم) لا محرّك."}
      - {text: من ميناء Ostholm., why: لا يذكر الحديث ميناء.}
    passages: [{quote: "جرّبنا محرّكا من شركة Brandt & Co. ثلاثة أشهر."}]
  - id: weekly
    type: true_false
    prompt: كان المحرّك يتعطّل كل أسبوع.
    answer: true
    explanation: "كان ذلك ليلا: من الساعة 2 إلى الساعة 4."
    passages: [{quote: "كان يتعطّل كل أسبوع، من الساعة 2 إلى الساعة 4."}]
  - id: steps
    type: numeric
    prompt: كم درجة في المنارة؟
    answer: 147
    tolerance: 3
    unit: درجة
    passages: [{quote: "وفيها 147 درجة"}]
  - id: order
    type: ordering
    prompt: ما ترتيب الأحداث؟
    items: [بناء المنارة سنة 1911., سماع ضربات الباب., تجربة محرّك من Brandt & Co.]
    passages: [{quote: "بُنيت منارة رأس النخل سنة 1911"}]
  - id: match
    type: matching
    prompt: ماذا يناسب كل عدد؟
    pairs: [{left: "147", right: درجات المنارة}, {left: "1911", right: سنة البناء}, {left: "3", right: أشهر التجربة}]
    passages: [{quote: "بُنيت منارة رأس النخل سنة 1911، وفيها 147 درجة."}]
  - id: who
    type: who_said_it
    prompt: من قال هذا؟
    key: سلمى حدّاد
    distractors: [الصحفية]
    passages: [{quote: "سمعت باب المخزن (القديم) يضرب الجدار."}]
  - id: talk
    type: discussion
    stage: core
    prompt: "هل كان على الأب أن يقول: «لا تطفئي الضوء»؟"
    minutes: 20
    look_for: ["للضوء ثمن (النوم).", "السفن لا تعرف 147 درجة."]
    passages: [{quote: "قال لي أبي: «لا تطفئي الضوء قبل الفجر»، فلم أطفئه."}]
"""


def write(folder: Path) -> Path:
    """Write the course into a folder and return it."""
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "manara.md").write_text(TEXT, encoding="utf-8")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "01-manara.yaml").write_text(BANK, encoding="utf-8")
    return folder
