// The end of a session: what was remembered, what was hard, and what comes next.

import { plainOf } from "./content.js";
import { button, h, mount } from "./dom.js";
import { saveReminder } from "./files.js";
import { onKeys } from "./keys.js";
import { clock, figures, many, t } from "./words.js";

export function summaryScreen(app, session, { mode, cards, note = null }) {
  const found = session.summary(app.now());
  const { all, next } = found;
  if (!session.steps.length) {
    app.note = note;
    app.go("#");
    return;
  }
  const isStudy = mode === "study" || mode === "all";
  const actions = [button(t("to_start"), () => app.go("#"), { class: "main" })];
  if (isStudy && next.new)
    actions.unshift(
      button(many("more_new", Math.min(10, next.new)), () => app.study(cards, { more: 10 }), {
        class: "second",
      }),
    );
  const screen = h(
    "main",
    { class: "page summary" },
    h("h1", {}, t("done")),
    note && h("p", { class: "note" }, note),
    all.answered > 0 &&
      h(
        "div",
        { class: "score" },
        h("p", { class: "big" }, figures(all.right), h("small", {}, ` / ${figures(all.answered)}`)),
        h("p", {}, t("remembered")),
        h("progress", { max: all.answered, value: all.right, "aria-label": t("remembered") }),
      ),
    h(
      "ul",
      { class: "facts-list" },
      found.typed > 0 &&
        h("li", {}, t("typed_right", { right: figures(found.typedRight), n: figures(found.typed) })),
      all.discussed > 0 && h("li", {}, many("discussed", all.discussed)),
      all.skipped > 0 && h("li", {}, many("were_skipped", all.skipped)),
      isStudy && nextLine(next),
      !isStudy && h("li", {}, t("nothing_kept")),
    ),
    found.hardest.length > 0 && [h("h2", {}, t("hardest")), questionList(app, found.hardest)],
    found.leeches.length > 0 && [
      h("h2", {}, t("leeches")),
      h("p", { class: "hint" }, t("leeches_hint")),
      questionList(app, found.leeches),
    ],
    isStudy && saveReminder(app),
    h("p", { class: "actions" }, actions),
  );
  mount(screen);
  onKeys((event, letter) => {
    if (event.key === "q" || event.key === "Enter") app.go("#");
    else return false;
    return true;
  });
}

function nextLine({ today, first, tomorrow, days, later }) {
  if (today) return h("li", {}, many("due_again", today, { time: clock(first) }));
  if (tomorrow) return h("li", {}, many("due_tomorrow", tomorrow));
  if (later) return h("li", {}, many("due_in_days", later, { days }));
  return null;
}

// Some cards as links to their questions.
export function questionList(app, cards) {
  return h(
    "ul",
    { class: "links" },
    cards.map((card) => h("li", {}, h("a", { href: `#q=${card.id}` }, titleOf(card)))),
  );
}

// The words by which a learner recognizes a question.
export function titleOf(card) {
  const { question } = card;
  const blank = question.kind === "fill" && question.blanks.find(({ n }) => n === card.part);
  const words = plainOf(question.prompt ?? "").trim() || (blank ? plainOf(blank.text) : card.id);
  return words.length > 120 ? `${words.slice(0, 118).replace(/\s+\S*$/, "")}…` : words;
}
