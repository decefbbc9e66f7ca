// The questions as a sheet to print: every question with room to answer, and the answers on pages of their own.

import { labelsFor } from "./answering.js";
import { moreKinds } from "./cards.js";
import { said } from "./content.js";
import { button, h, mount } from "./dom.js";
import { stimulusOf } from "./evidence.js";
import { onKeys } from "./keys.js";
import { layoutOf, optionsRight, orderRight, pairsRight } from "./mark.js";
import { sectionMenu, wayBack } from "./pages.js";
import { langOf } from "./question.js";
import { t } from "./words.js";

const SEED = "sheet"; // the same sheet each time

export function printScreen(app) {
  const { data } = app;
  const { menu, element, chosen } = sectionMenu(data, (question) => question);
  const key = h("input", { type: "checkbox", id: "key" });
  const sheet = h("div", { class: "sheet", role: "group", "aria-label": t("preview"), tabindex: "0" });
  const fill = () => sheet.replaceChildren(...sheetOf(data, chosen(data.questions), key.checked));
  menu.addEventListener("change", fill);
  key.addEventListener("change", fill);
  if (element) menu.value = "0";
  fill();
  mount(
    h(
      "main",
      { class: "page printing" },
      h(
        "div",
        { class: "no-print" },
        wayBack(),
        h("h1", {}, t("print")),
        element,
        h("div", { class: "setting switch" }, key, h("label", { for: "key" }, t("with_answers"))),
        h(
          "p",
          { class: "actions" },
          button(t("print_now"), () => window.print(), { class: "main" }),
        ),
      ),
      sheet,
    ),
  );
  onKeys(() => false);
}

function sheetOf(data, questions, withKey) {
  const asked = questions.map((question, n) => ({
    question,
    number: n + 1,
    layout: layoutOf(question, `${SEED}/${question.id}`),
  }));
  const parts = [
    said("h2", data.course.title, data.lang, { class: "sheet-title" }),
    h("p", { class: "sheet-name" }, `${t("name")}: `, h("span", { class: "rule" })),
    h(
      "ol",
      { class: "sheet-questions" },
      asked.map((one) => h("li", { value: one.number }, itemOf(data, one))),
    ),
  ];
  if (withKey) {
    parts.push(
      h(
        "section",
        { class: "sheet-key" },
        h("h2", {}, t("answers_key")),
        h(
          "ol",
          {},
          asked.map((one) => h("li", { value: one.number }, keyOf(data, one))),
        ),
      ),
    );
  }
  return parts;
}

function itemOf(data, { question, layout }) {
  const lang = langOf(question, data);
  const text = question.prompt && said("div", question.prompt, lang, { class: "sheet-prompt" });
  return [stimulusOf(question, data), text, areaOf(question, layout, lang)];
}

// The options, lines or pairs of a question as lists with letters, or room to write.
export function areaOf(question, layout, lang) {
  const names = labelsFor(layout.length).map((name) => name.toUpperCase());
  const lettered = (texts) =>
    h(
      "ul",
      { class: "sheet-options" },
      texts.map((text, n) => h("li", {}, h("b", {}, `${names[n]} `), said("span", text, lang))),
    );
  switch (question.kind) {
    case "choose":
      return lettered(layout.map((index) => question.options[index].t));
    case "arrange":
      return [lettered(layout.map((index) => question.items[index])), lines(1)];
    case "match":
      return [
        h(
          "ul",
          { class: "sheet-options" },
          question.pairs.map(([left]) =>
            h("li", {}, h("span", { class: "rule short" }), " ", said("span", left, lang)),
          ),
        ),
        lettered(layout.map((index) => question.choices[index])),
      ];
    case "fill":
      return said("div", allGaps(question), lang, { class: "sheet-text" }, () =>
        h("span", { class: "rule" }),
      );
    case "type":
      return lines(1);
    case "number":
      return h("p", {}, h("span", { class: "rule" }), " ", question.unit ?? "");
    default:
      return moreKinds[question.kind]?.room(question, lang) ?? lines(question.kind === "discuss" ? 5 : 2);
  }
}

// The text of the first card of a cloze; the others are filled in it.
const allGaps = (question) => question.blanks[0].text;

function lines(count) {
  return Array.from({ length: count }, () => h("p", { class: "rule long" }));
}

function keyOf(data, { question, layout }) {
  const lang = langOf(question, data);
  const names = labelsFor(layout.length).map((name) => name.toUpperCase());
  switch (question.kind) {
    case "choose":
      return [...optionsRight(question, layout)].map((n) => names[n]).join(", ");
    case "arrange":
      return orderRight(question, layout).map((n) => names[n]).join(" ");
    case "match":
      return pairsRight(question, layout).map((n) => names[n]).join(" ");
    case "fill":
      return question.blanks[0].answers.map((answer, n) => [n ? "; " : "", said("span", answer, lang)]);
    case "discuss":
      return h(
        "ul",
        {},
        question.look_for.map((text) => said("li", text, lang)),
      );
    default:
      return moreKinds[question.kind]?.key(question, lang) ?? said("span", question.answer, lang);
  }
}
