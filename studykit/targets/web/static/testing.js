// A test: a number of questions, marked at the end, without a schedule.

import { button, h, mount } from "./dom.js";
import { Exam } from "./exam.js";
import { onKeys } from "./keys.js";
import { pageOf, sectionMenu } from "./pages.js";
import { ask, backOf, factsAbout, langOf, promptOf, showKeys, topOf } from "./question.js";
import { verdictOf } from "./solution.js";
import { duration, figures, many, percent, t } from "./words.js";

const LENGTHS = [10, 20, 40];

// Choose how many questions, and from which section.
export function testScreen(app) {
  const { data } = app;
  const possible = new Exam(app.cards, 1, 0, data.marking, data.giveaways).possible;
  const lengths = [...LENGTHS.filter((length) => length < possible), Math.min(possible, 100)];
  const length = h(
    "select",
    { id: "length" },
    lengths.map((count) => h("option", { value: count }, many("questions", count))),
  );
  const { element, chosen } = sectionMenu(data, (card) => card.question);
  const start = () => runTest(app, chosen(app.cards), Number(length.value));
  const screen = pageOf(
    "settings",
    t("exam"),
    h("p", { class: "lead" }, t("exam_lead")),
    h("div", { class: "setting" }, h("label", { for: "length" }, t("length")), length),
    element,
    h("p", { class: "actions" }, button(t("start_test"), start, { class: "main", disabled: possible === 0 })),
  );
  mount(screen);
  onKeys((event) => {
    if (event.key !== "Enter") return false;
    start();
    return true;
  });
}

export function runTest(app, cards, count) {
  const { data } = app;
  const exam = new Exam(cards, count, Math.floor(Math.random() * 2 ** 31), data.marking, data.giveaways);
  const started = app.now();

  function next() {
    const card = exam.current;
    if (card) show(card);
    else results(app, exam, app.now() - started);
  }

  function show(card) {
    const shownAt = performance.now();
    const done = exam.number - 1;
    ask(data, card, exam.layout(card), {
      top: topOf({
        done,
        total: exam.total,
        words: t("number_of", { n: figures(exam.number), of: figures(exam.total) }),
        leave: () => results(app, exam, app.now() - started),
        menu: [
          [t("undo"), () => command("u"), "U"],
          [t("keys"), showKeys, "?"],
        ],
      }),
      facts: factsAbout(app.data, card),
      typed: true,
      label: exam.number === exam.total ? t("finish") : t("next"),
      skipped: t("skip"),
      answered(answer) {
        exam.answer(answer, Math.round(performance.now() - shownAt));
        next();
      },
      command,
    });
  }

  function command(key) {
    if (key === "u") {
      exam.back();
      next();
    } else if (key === "s") {
      exam.answer(null, 0);
      next();
    } else if (key === "q") results(app, exam, app.now() - started);
    else if (key === "?") showKeys();
    else return false;
    return true;
  }

  next();
}

// The score, then every question, those that were wrong first and unfolded.
function results(app, exam, elapsed) {
  const { marked } = exam;
  if (!marked.length) {
    app.go("#");
    return;
  }
  const right = marked.filter((one) => one.right).length;
  const inOrder = [...marked.filter((one) => !one.right), ...marked.filter((one) => one.right)];
  const screen = h(
    "main",
    { class: "page results" },
    h("h1", {}, t("result")),
    h(
      "div",
      { class: "score" },
      h("p", { class: "big" }, figures(right), h("small", {}, ` / ${figures(marked.length)}`)),
      h("p", {}, t("score", { percent: percent(right / marked.length), time: duration(elapsed) })),
      h("progress", { max: marked.length, value: right, "aria-label": t("result") }),
    ),
    h("p", { class: "hint" }, t("nothing_kept")),
    h(
      "p",
      { class: "actions" },
      button(t("to_start"), () => app.go("#"), { class: "main" }),
      button(t("print_result"), () => window.print(), { class: "second" }),
    ),
    right < marked.length && h("h2", {}, t("mistakes")),
    inOrder.map((one) => resultOf(app.data, one)),
  );
  mount(screen);
  onKeys((event) => {
    if (event.key !== "q" && event.key !== "Enter") return false;
    app.go("#");
    return true;
  });
}

function resultOf(data, { card, layout, answer, outcome, right }) {
  const lang = langOf(card.question, data);
  const body = backOf(data, card, layout, answer, outcome, lang);
  body.querySelector("#evidence")?.removeAttribute("id");
  body.querySelector(".evidence")?.removeAttribute("aria-labelledby");
  body.removeAttribute("role");
  body.removeAttribute("aria-label");
  return h(
    "article",
    { class: `result ${right ? "is-right" : "is-wrong"}` },
    promptOf(data, card, lang, false, true, "h3"),
    verdictOf(outcome, answer),
    body,
  );
}
