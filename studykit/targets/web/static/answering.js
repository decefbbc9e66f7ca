// The areas in which answers are given: options, a field, lines to order, pairs.
//
// An area has its `element`; `read()` returns the answer, or undefined while it is not whole; `key(event)`
// returns whether it used a key; `typing` says that letters are words.  Answers are those of mark.js.

import { moreKinds } from "./cards.js";
import { said, plainOf } from "./content.js";
import { announce, h, sign } from "./dom.js";
import { directionOf, many, spoken, t } from "./words.js";

const LETTERS = "abcdefghijklmnoprtuvwxyz"; // all but q and s, which are commands

// The labels of some options: letters, or numbers if there are too few letters.
export function labelsFor(count) {
  return Array.from({ length: count }, (_, n) => (count <= LETTERS.length ? LETTERS[n] : String(n + 1)));
}

// Return the area for a card, or null if the learner only thinks of the answer or says it.
// `typed` asks for the words of blanks, as exams do; `hooks` are {submit, change}.
export function answerArea(card, layout, lang, typed, hooks) {
  const { question } = card;
  switch (question.kind) {
    case "choose":
      return choiceArea(question, layout, lang, hooks);
    case "type":
      return fieldArea(t("your_answer"), "", lang, hooks);
    case "number":
      return fieldArea(t("your_answer"), question.unit ?? "", lang, hooks);
    case "fill":
      return typed ? fieldArea(t("missing_words"), "", lang, hooks) : null;
    case "arrange":
      return orderArea(question, layout, lang, hooks);
    case "match":
      return pairsArea(question, layout, lang, hooks);
    default:
      return moreKinds[question.kind]?.area(card, lang, hooks) ?? null;
  }
}

function choiceArea(question, layout, lang, { submit, change }) {
  const options = layout.map((index) => question.options[index]);
  const names = labelsFor(options.length);
  const wanted = options.filter((option) => option.right).length;
  const several = wanted > 1;
  const inputs = options.map((option, n) =>
    h("input", { type: several ? "checkbox" : "radio", name: "option", value: n, on: { change: changed } }),
  );
  const rows = options.map((option, n) =>
    h(
      "label",
      { class: "row" },
      inputs[n],
      sign(names[n].toUpperCase(), "badge"),
      said("span", option.t, lang, { class: "text" }),
    ),
  );
  const hint = h(
    "legend",
    { class: several ? "hint" : "unseen", dir: directionOf(spoken()) },
    several ? many("choose", wanted) : t("options"),
  );
  const chosen = () => new Set(inputs.flatMap((input, n) => (input.checked ? [n] : [])));

  function changed() {
    const more = wanted - chosen().size;
    if (several && more < 0) announce(many("too_many", -more));
    change();
  }

  function pick(n) {
    inputs[n].checked = several ? !inputs[n].checked : true;
    inputs[n].focus();
    changed();
    if (!several) submit();
  }

  return {
    element: h(
      "fieldset",
      { class: several ? "options several" : "options", dir: directionOf(lang) },
      hint,
      rows,
    ),
    read: () => (chosen().size === wanted ? chosen() : undefined),
    key(event) {
      const n = optionNamed(event.key, names, question, options);
      if (n !== null) pick(n);
      else if (event.key === "ArrowDown" && !inputs.includes(document.activeElement)) inputs[0].focus();
      else return false;
      return true;
    },
  };
}

// The option that a letter or a digit stands for; in a fixed choice also the first letter of its words.
function optionNamed(key, names, question, options) {
  const pressed = key.toLowerCase();
  if (names.includes(pressed) && key === pressed) return names.indexOf(pressed);
  if (/^[1-9]$/.test(key) && Number(key) <= options.length) return Number(key) - 1;
  if (!question.fixed || key.length !== 1 || key !== pressed) return null;
  const named = options.flatMap((option, n) =>
    plainOf(option.t).toLowerCase().startsWith(pressed) ? [n] : [],
  );
  return named.length === 1 ? named[0] : null;
}

export function fieldArea(label, unit, lang, { submit, change }) {
  const input = h("input", {
    type: "text",
    lang,
    dir: "auto",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "done",
    on: { input: change },
  });
  const words = unit && said("span", unit, lang, { class: "unit" });
  return {
    element: h(
      "label",
      { class: "field" },
      h("span", { class: "hint" }, label),
      h("span", { class: "typed" }, input, words),
    ),
    typing: true,
    read: () => input.value.trim() || undefined,
    key(event) {
      if (event.key === "Enter") {
        if (input.value.trim()) submit();
        return input.value.trim() !== "";
      }
      if (event.key.length === 1 && document.activeElement !== input) {
        input.focus(); // the key itself is typed into the field
        return "typed";
      }
      return false;
    },
  };
}

function orderArea(question, layout, lang, { submit, change }) {
  const names = labelsFor(layout.length);
  const order = layout.map((_, n) => n);
  let held = null;
  const list = h("ol", { class: "order", dir: directionOf(lang) });
  const lines = layout.map((index, n) => {
    const words = plainOf(question.items[index]);
    const line = h(
      "button",
      { type: "button", class: "line", "aria-pressed": "false", on: { click: () => hold(n) } },
      sign(names[n].toUpperCase(), "badge"),
      said("span", question.items[index], lang, { class: "text" }),
    );
    const up = h(
      "button",
      { type: "button", class: "step", "aria-label": t("up", { words }), on: { click: () => move(n, -1) } },
      sign("↑"),
    );
    const down = h(
      "button",
      { type: "button", class: "step", "aria-label": t("down", { words }), on: { click: () => move(n, 1) } },
      sign("↓"),
    );
    return { row: h("li", { class: "row" }, line, h("span", { class: "steps" }, up, down)), line, up, down };
  });

  function place() {
    list.append(...order.map((n) => lines[n].row));
    order.forEach((n, at) => {
      lines[n].up.disabled = at === 0;
      lines[n].down.disabled = at === order.length - 1;
      lines[n].line.setAttribute("aria-pressed", String(held === n));
    });
  }

  function hold(n) {
    held = held === n ? null : n;
    place();
    lines[n].line.focus();
  }

  function move(n, by) {
    const at = order.indexOf(n);
    const to = at + by;
    if (to < 0 || to >= order.length) return;
    const focused = document.activeElement;
    [order[at], order[to]] = [order[to], order[at]];
    place();
    const { line, up, down } = lines[n];
    const next =
      focused === up || focused === down ? (focused.disabled ? (focused === up ? down : up) : focused) : line;
    next.focus();
    announce(t("place", { n: to + 1, of: order.length }));
    change();
  }

  const focusedLine = () => lines.findIndex(({ row }) => row.contains(document.activeElement));
  place();
  return {
    element: h("div", { class: "ordering" }, h("p", { class: "hint" }, t("order_hint")), list),
    read: () => [...order],
    key(event) {
      const n = focusedLine();
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by) {
        if (n >= 0 && held === n) move(n, by);
        else lines[order[n < 0 ? 0 : (order.indexOf(n) + by + order.length) % order.length]].line.focus();
      } else if (event.key === "Enter" && n >= 0 && document.activeElement === lines[n].line) {
        if (held === n) hold(n);
        else submit();
      } else if (names.includes(event.key) && held === null) {
        lines[names.indexOf(event.key)].line.focus();
      } else {
        return false;
      }
      return true;
    },
  };
}

function pairsArea(question, layout, lang, { submit, change }) {
  const names = labelsFor(layout.length);
  const choices = layout.map((index) => question.choices[index]);
  const selects = question.pairs.map(([left], n) =>
    h(
      "select",
      { id: `pair-${n}`, lang, on: { change } },
      h("option", { value: "" }, "…"),
      choices.map((choice, i) => h("option", { value: i }, `${names[i]}. ${plainOf(choice)}`)),
    ),
  );
  const rows = question.pairs.map(([left], n) =>
    h(
      "li",
      { class: "row" },
      said("label", left, lang, { for: `pair-${n}` }),
      selects[n],
    ),
  );
  // written out only if a menu cannot show them: formulas, pictures, long words
  const isRich = choices.some((choice) => typeof choice !== "string" || choice.length > 40);
  const written =
    isRich &&
    h(
      "ol",
      { class: "choices", dir: directionOf(lang) },
      choices.map((choice, i) =>
        h("li", {}, sign(names[i].toUpperCase(), "badge"), said("span", choice, lang, { class: "text" })),
      ),
    );
  const next = () => selects.find((select) => select.value === "");
  return {
    element: h(
      "fieldset",
      { class: "matching" },
      h("legend", { class: "hint" }, t("match_hint")),
      h("ol", { class: "pairs", dir: directionOf(lang) }, rows),
      written,
    ),
    read: () => (next() ? undefined : selects.map((select) => Number(select.value))),
    key(event) {
      const current = selects.includes(document.activeElement) ? document.activeElement : null;
      if (event.key === "Enter" && current) {
        if (next()) next().focus();
        else submit();
      } else if (!current && names.includes(event.key)) {
        const select = next() ?? selects[selects.length - 1];
        select.value = String(names.indexOf(event.key));
        announce(
          t("matched", {
            left: plainOf(question.pairs[selects.indexOf(select)][0]),
            right: plainOf(choices[select.value]),
          }),
        );
        change();
      } else {
        return false;
      }
      return true;
    },
  };
}
