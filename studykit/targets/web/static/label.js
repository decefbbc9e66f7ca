// A picture whose parts are named.  Its parts are marked with numbers; the names are beside them afterwards.

import { fieldArea } from "./answering.js";
import { moreKinds } from "./cards.js";
import { said, shown } from "./content.js";
import { h } from "./dom.js";
import { corrections, learners } from "./solution.js";
import { t } from "./words.js";

moreKinds.label = {
  area: ({ question, part }, lang, hooks) =>
    fieldArea(question.parts.length > 1 ? t("part_name", { n: part }) : t("your_answer"), "", lang, hooks),
  prompt: labelPicture,
  solution: labelled,
  room: (question, lang) => [
    labelPicture({ question, part: 0 }, lang),
    labelList(question, () => h("span", { class: "rule" })),
  ],
  key: (question, lang) => labelList(question, (part) => said("span", part.t, lang)),
};

function labelled(parts) {
  const { question, card, lang } = parts;
  const part = question.parts[card.part - 1];
  return [
    learners(parts),
    part ? said("p", part.t, lang, { class: "answer" }) : moreKinds.label.key(question, lang),
    part && corrections(parts, [part.word]),
    labelPicture(card, lang, true),
  ];
}

// Make the picture of a card, in which its part is highlighted, and `named` if its name may be shown.  Nothing is
// highlighted for a card of part 0, which stands for all parts.
function labelPicture({ question, part }, lang, named = false) {
  const [figure] = shown([question.picture]);
  const image = figure.querySelector("img");
  if (!image) return figure; // only words are shown
  const { parts, cover } = question;
  const marks = parts.map(({ t: text, at }, n) => {
    const isAsked = part === n + 1;
    const name = named && isAsked && said("span", text, lang);
    const number = parts.length > 1 ? String(n + 1) : cover && !name ? "?" : null;
    const mark = h("li", { class: name ? "named" : isAsked ? "asked" : null }, number, name && [" ", name]);
    if (isAsked) mark.setAttribute("aria-current", "true");
    mark.style.setProperty("--x", at[0]);
    mark.style.setProperty("--y", at[1]);
    return mark.hasChildNodes() && mark;
  });
  const frame = h("div", { class: cover ? "parts covered" : "parts" }, image, shapes(question, part), h("ul", {}, marks));
  frame.style.setProperty("--width", `${image.getAttribute("width")}px`);
  frame.style.setProperty("--ratio", image.getAttribute("width") / image.getAttribute("height"));
  figure.prepend(frame);
  return figure;
}

// The parts in a row, with their numbers if there are several; `named(part)` is what is beside a number.
function labelList({ parts }, named) {
  return h(
    "ul",
    { class: "part-names" },
    parts.map((part, n) => h("li", {}, parts.length > 1 && h("b", {}, `${n + 1} `), named(part))),
  );
}

// The shapes in the unit square, which is stretched over the picture.  The one that is asked is above the others.
function shapes({ parts, cover }, part) {
  const svg = svgElement("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
  const numbered = parts.map(({ shape }, n) => ({ shape, name: n + 1 === part ? "asked" : "shape" }));
  for (const { shape: [tag, attributes], name } of numbered.sort((a, b) => (a.name === "asked") - (b.name === "asked"))) {
    if (!cover) svg.append(svgElement(tag, { ...attributes, class: `${name} under` })); // seen on dark pictures, too
    svg.append(svgElement(tag, { ...attributes, class: name }));
  }
  return svg;
}

function svgElement(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
