// A question as it is asked and as it is answered, for every way of studying.

import { answerArea } from "./answering.js";
import { moreKinds } from "./cards.js";
import { said } from "./content.js";
import { button, h, mount, sign, unseen } from "./dom.js";
import { evidenceOf, stimulusOf } from "./evidence.js";
import { onKeys } from "./keys.js";
import { solutionOf, verdictOf } from "./solution.js";
import { many, t } from "./words.js";

export const langOf = (question, data) => question.lang ?? data.lang;

// Ask a card.  `top` is the header, `facts` are the words above the prompt, `typed` asks for the words of
// blanks, `skipped` are the words of the button for no answer.  `answered(answer)` is called once, with
// null for no answer; `command(letter)` returns whether there is such a command.
export function ask(
  data,
  card,
  layout,
  { top, facts, typed = false, note = null, label, skipped, answered, command },
) {
  const lang = langOf(card.question, data);
  const area = answerArea(card, layout, lang, typed, { submit, change });
  let done = false;

  function submit() {
    const answer = area ? area.read() : null;
    if (answer === undefined || done) return;
    done = true;
    answered(answer);
  }

  function giveUp() {
    if (done) return;
    done = true;
    answered(null);
  }

  const main = button(
    label ?? (area ? t("check") : card.question.kind === "discuss" ? t("show_points") : t("show_answer")),
    submit,
    { class: "main" },
  );
  const bar = area ? [button(skipped ?? t("dont_know"), giveUp, { class: "quiet" }), main] : [main];

  function change() {
    main.disabled = area !== null && area.read() === undefined;
  }
  change();

  mount(
    screenOf(
      top,
      [
        note,
        factsOf(facts),
        promptOf(data, card, lang, typed),
        card.question.kind === "discuss" && h("p", { class: "hint lead-in" }, t("discuss_lead")),
        area && h("div", { class: "area" }, area.element),
      ],
      bar,
    ),
  );
  onKeys((event, letter) => {
    if (letter !== null) return command(letter);
    const used = area?.key(event);
    if (used) return used;
    if (event.key === "Enter" || (event.key === " " && !area)) {
      if (area?.typing && area.read() === undefined) giveUp();
      else submit();
      return true;
    }
    return area?.typing ? false : command(event.key);
  });
}

// Show a card with its solution and evidence.  `choices` are the elements of the bar, `key(event)` returns
// whether it used a key.
export function showAnswered(
  data,
  card,
  layout,
  { answer, outcome, top, facts, note = null, choices, key, command },
) {
  const lang = langOf(card.question, data);
  const verdict = verdictOf(outcome, answer);
  const back = backOf(data, card, layout, answer, outcome, lang);
  if (verdict) back.prepend(verdict);
  const screen = screenOf(
    top,
    [note, factsOf(facts), promptOf(data, card, lang, false, true), back],
    choices,
  );
  screen.classList.add("answered");
  mount(screen, verdict ?? back);
  const from = (verdict ?? back).getBoundingClientRect();
  if (from.top > window.innerHeight * 0.6) back.scrollIntoView({ block: "start" });
  onKeys((event, letter) => {
    if (letter === null && key(event)) return true;
    return command(letter ?? event.key);
  });
}

// The solution, the explanation and the evidence of a card.
export function backOf(data, card, layout, answer, outcome, lang) {
  const { question } = card;
  return h(
    "div",
    { class: "back", tabindex: "-1", "aria-label": t("answer"), role: "group" },
    solutionOf(card, layout, answer, outcome, lang),
    question.explanation && said("div", question.explanation, lang, { class: "explanation" }),
    evidenceOf(question, data),
  );
}

export function screenOf(top, body, bar) {
  const footer = h("footer", { class: "bar" }, h("div", { class: "bar-inner" }, bar));
  const screen = h("div", { class: "screen" }, top, h("main", { class: "question" }, body), footer);
  // a bar that would cover much of a small screen moves to the end of the page
  new ResizeObserver(() =>
    screen.classList.toggle("flat", footer.offsetHeight > window.innerHeight / 3),
  ).observe(footer);
  return screen;
}

function factsOf(facts) {
  const shown = facts.filter(Boolean);
  return h(
    "p",
    { class: "facts-line" },
    shown.flatMap((fact, n) => (n ? [" · ", fact] : [fact])),
  );
}

// What a learner wants to know of a card: which blank is asked, and if it is studied, where it comes from
// and how far it is learned.
export function factsAbout(data, card, state = null, isLeech = false) {
  const { question } = card;
  const blanks = question.kind === "fill" ? question.blanks : [];
  const place =
    blanks.length > 1 &&
    t("blank_of", { n: blanks.findIndex(({ n }) => n === card.part) + 1, of: blanks.length });
  const section = state && data.banks.length > 1 && data.banks[question.bank].title;
  return [
    section && said("span", section, data.lang),
    place,
    question.parts?.length > 1 && t("part_of", { n: card.part, of: question.parts.length }),
    card.reversed && t("reversed"),
    state && (isLeech ? t("leech") : t(`phase_${state.phase}`)),
  ];
}

// The passages that are asked about, the prompt as the heading, and the text with its blanks
// or the picture with its parts.
export function promptOf(data, card, lang, typed, answered = false, level = "h1") {
  const { question } = card;
  const parts = [stimulusOf(question, data)];
  if (card.reversed) parts.push(h("p", { class: "hint" }, t("what_is_asked")));
  const text = card.reversed ? question.answer : question.prompt;
  const blank = question.kind === "fill" && question.blanks.find(({ n }) => n === card.part);
  const gapped =
    blank &&
    (() =>
      said(
        text ? "div" : level,
        blank.text,
        lang,
        { class: text ? "gapped" : "prompt gapped" },
        gapOf(blank),
      ));
  if (text) parts.push(said(level, text, lang, { class: "prompt" }));
  if (blank && !(answered && text)) parts.push(gapped());
  if (!answered) parts.push(moreKinds[question.kind]?.prompt(card, lang));
  return parts;
}

function gapOf(blank) {
  return (index) => {
    const hint = blank.hints?.[index];
    const words = hint ? t("blank_with_hint", { hint }) : t("blank");
    return h("span", { class: "gap" }, sign(hint ? `[${hint}]` : "[…]"), unseen(words));
  };
}

// The header of a question: how to leave, how far the session has got, and what else can be done.
export function topOf({ done, total, words, leave, menu }) {
  const bar = h("progress", { max: Math.max(total, 1), value: done, "aria-label": t("progress") });
  const list = menu.map(([label, press, key]) =>
    h(
      "li",
      {},
      button([label, key && h("kbd", { "aria-hidden": "true" }, key)], () => {
        more.open = false;
        press();
      }),
    ),
  );
  const more = h("details", { class: "menu" }, h("summary", {}, t("more")), h("ul", {}, list));
  return h(
    "header",
    { class: "top" },
    button([sign("×", "cross"), h("span", { class: "unseen" }, t("end"))], leave, { class: "close" }),
    h("div", { class: "progress" }, bar, h("span", { class: "count" }, words)),
    more,
  );
}

export function countWords(counts) {
  return many("left", counts.left);
}

// Show how keys answer, in a dialog.
export function showKeys() {
  const rows = [
    ["Space, Enter", t("keys_enter")],
    ["1 2 3 4", t("keys_grade")],
    ["a–z, 1–9, ↑ ↓", t("keys_choose")],
    ["↑ ↓, Space", t("keys_order")],
    ["S", t("skip")],
    ["U", t("undo")],
    ["B", t("bury")],
    ["O", t("open_source")],
    ["Q", t("end")],
  ];
  const dialog = h("dialog", { class: "keys", "aria-labelledby": "keys-title" });
  dialog.append(
    h("h2", { id: "keys-title" }, t("keys")),
    h(
      "dl",
      {},
      rows.map(([keys, what]) => h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, what))),
    ),
    h("p", { class: "hint" }, t("keys_letters")),
    h("form", { method: "dialog" }, h("button", { class: "main" }, t("close"))),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

// Open the publisher's page of the first passage.
export function openSource() {
  document.querySelector(".evidence a")?.click();
}
