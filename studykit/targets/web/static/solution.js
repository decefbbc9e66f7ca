// What is right, beside what the learner answered.  Signs and words say it, not colour alone.

import { labelsFor } from "./answering.js";
import { moreKinds } from "./cards.js";
import { said, shown, plainOf } from "./content.js";
import { nearest, similarity, wordDifferences } from "./differences.js";
import { h, sign, unseen } from "./dom.js";
import { optionsRight } from "./mark.js";
import { directionOf, figures, t } from "./words.js";

const VERDICTS = {
  right: () => [sign("✓"), " ", t("right")],
  close: () => [sign("≈"), " ", t("almost_right")],
  wrong: (answer) => [sign("✗"), " ", answer === null ? t("not_answered") : t("not_right")],
};

// The line that says whether the answer was right; null if only the learner can say.
export function verdictOf(outcome, answer) {
  if (outcome === null) return null;
  return h("p", { class: `verdict ${outcome}`, tabindex: "-1" }, VERDICTS[outcome](answer));
}

// The solution of a card; `answer` is null if none was given.
export function solutionOf(card, layout, answer, outcome, lang) {
  const { question } = card;
  const parts = { question, card, layout, answer, outcome, lang };
  return h("div", { class: `solution ${question.kind}` }, (SOLUTIONS[question.kind] ?? moreKinds[question.kind].solution)(parts));
}

const SOLUTIONS = {
  recall: ({ card, question, lang }) =>
    said("div", card.reversed ? question.prompt : question.answer, lang, { class: "answer" }),
  fill: filledText,
  type: typed,
  number: typed,
  choose: chosen,
  arrange: arranged,
  match: matched,
  discuss: discussed,
};

function yours(words) {
  return h("span", { class: "yours" }, words);
}

function filledText(parts) {
  const { card, question, lang } = parts;
  const blank = question.blanks.find(({ n }) => n === card.part);
  const gap = (index) => h("mark", {}, shown(blank.answers[index]));
  return [
    learners(parts),
    corrections(parts, [blank.words.join(" ")]),
    blank.full &&
      h(
        "p",
        { class: "answer" },
        blank.answers.map((one, n) => [n ? "; " : "", said("span", one, lang)]),
      ),
    said("div", blank.full ?? blank.text, lang, { class: "filled" }, gap),
  ];
}

// What was typed, if it was not right.
export function learners({ answer, outcome, lang }) {
  if (typeof answer !== "string" || outcome === "right") return null;
  return h(
    "p",
    { class: `typed-answer ${outcome}` },
    sign(outcome === "close" ? "≈" : "✗"),
    " ",
    said("span", answer, lang),
    " ",
    yours(t("yours")),
  );
}

// What differs in an almost right answer from the right one that is nearest; and that one, if the first of `words`,
// which is shown anyway, is another.
export function corrections({ answer, outcome, lang }, words) {
  if (outcome !== "close") return null;
  const meant = nearest(answer, words);
  const lines = wordDifferences(answer, words).map(([given, right]) => {
    if (!given) return t("missing", { right });
    return right ? t("should_be", { given, right }) : t("extra", { given });
  });
  return [
    similarity(meant, words[0]) < 1 && h("p", { class: "also-right" }, t("also_right", { answer: meant })),
    lines.length > 0 && said("p", lines.join("; "), lang, { class: "corrections" }),
  ];
}

function typed(parts) {
  const { question, lang } = parts;
  return [
    learners(parts),
    said("p", question.answer, lang, { class: "answer" }),
    question.kind === "type" && corrections(parts, question.words),
    question.kind === "number" &&
      question.low !== question.high &&
      h(
        "p",
        { class: "accepted" },
        t("accepted", { low: decimalOf(question.low), high: decimalOf(question.high) }),
      ),
  ];
}

function decimalOf(fraction) {
  const [numerator, denominator = "1"] = fraction.split("/");
  return figures(Number(numerator) / Number(denominator));
}

function chosen({ question, layout, answer, lang }) {
  const names = labelsFor(layout.length);
  const right = optionsRight(question, layout);
  const rows = layout.map((index, n) => {
    const option = question.options[index];
    const isChosen = answer instanceof Set && answer.has(n);
    const name = right.has(n) ? "right" : isChosen ? "wrong" : "other";
    const mark = right.has(n) ? "✓" : isChosen ? "✗" : names[n].toUpperCase();
    return h(
      "li",
      { class: `row ${name}` },
      sign(mark, "badge"),
      h(
        "div",
        { class: "text" },
        name !== "other" && unseen(`${name === "right" ? t("right_option") : t("wrong_option")} `),
        said("span", option.t, lang),
        isChosen && [" ", yours(t("yours"))],
        option.why && said("p", option.why, lang, { class: "why" }),
      ),
    );
  });
  return h("ul", { class: "options", dir: directionOf(lang) }, rows);
}

function arranged({ question, layout, answer, lang }) {
  const places =
    answer &&
    question.items.map((_, item) => answer.findIndex((n) => sameItem(question, layout[n], item)) + 1);
  const inPlace = places && longestRise(places);
  const rows = question.items.map((item, n) => {
    const isRight = inPlace?.has(n);
    return h(
      "li",
      { class: places ? `row ${isRight ? "good" : "bad"}` : "row" },
      sign(String(n + 1), "badge"),
      said("span", item, lang, { class: "text" }),
      places &&
        (isRight
          ? [sign("✓", "tick"), unseen(t("right"))]
          : yours([sign("✗"), " ", t("your_place", { n: places[n] })])),
    );
  });
  return [
    h("p", { class: "hint" }, t("right_order")),
    h("ol", { class: "order", dir: directionOf(lang) }, rows),
  ];
}

const sameItem = (question, one, other) =>
  one === other || JSON.stringify(question.items[one]) === JSON.stringify(question.items[other]);

// The indices of a longest run of values that increase: only the lines beside it are out of order.
function longestRise(values) {
  const lengths = values.map(() => 1);
  const before = values.map(() => -1);
  let last = 0;
  for (let n = 0; n < values.length; n++) {
    for (let m = 0; m < n; m++) {
      if (values[m] < values[n] && lengths[m] + 1 > lengths[n]) [lengths[n], before[n]] = [lengths[m] + 1, m];
    }
    if (lengths[n] > lengths[last]) last = n;
  }
  const run = new Set();
  for (let n = last; n >= 0; n = before[n]) run.add(n);
  return run;
}

function matched({ question, layout, answer, lang }) {
  const rows = question.pairs.map(([left, index], n) => {
    const given = answer ? layout[answer[n]] : null;
    const isRight = given === index;
    return h(
      "li",
      { class: answer ? `row ${isRight ? "good" : "bad"}` : "row" },
      said("span", left, lang, { class: "left" }),
      h(
        "span",
        { class: "pair" },
        sign(directionOf(lang) === "rtl" ? "← " : "→ ", "arrow"),
        said("span", question.choices[index], lang, { class: "text" }),
        " ",
        answer &&
          (isRight
            ? [sign("✓", "tick"), unseen(t("right"))]
            : yours([sign("✗"), " ", t("your_choice", { words: plainOf(question.choices[given]) })])),
      ),
    );
  });
  return [
    h("p", { class: "hint" }, t("right_pairs")),
    h("ol", { class: "pairs", dir: directionOf(lang) }, rows),
  ];
}

function discussed({ question, lang }) {
  const points = (texts) =>
    h(
      "ul",
      { dir: directionOf(lang) },
      texts.map((text) => said("li", text, lang)),
    );
  return [
    h("p", { class: "hint" }, t("look_for")),
    points(question.look_for),
    question.follow_ups && [h("p", { class: "hint" }, t("follow_ups")), points(question.follow_ups)],
  ];
}
