// The first screen: what is due, the sections, what went well, and what else can be done.

import { plannedCounts } from "./session.js";
import { said } from "./content.js";
import { dayOf } from "./day.js";
import { button, h, mount } from "./dom.js";
import { saveReminder } from "./files.js";
import { onKeys } from "./keys.js";
import { pageOf } from "./pages.js";
import { statistics } from "./statistics.js";
import { figures, many, t } from "./words.js";

export async function startScreen(app) {
  const { data, cards, settings, store } = app;
  const now = app.now();
  const address = location.hash;
  const reviews = await store.reviews();
  if (location.hash !== address) return; // another screen was opened meanwhile
  const stats = statistics(cards, store.states(), reviews, now, settings.retention, settings.day_ends_at);
  const day = dayOf(now, settings.day_ends_at);
  const limits = { new: settings.new_per_day, reviews: settings.reviews_per_day };
  const counts = plannedCounts(cards, store, day, now, limits);
  const planned = counts.new + counts.learning + counts.review;
  const today = store.since(day.start).filter((review) => review.at < day.end);
  const screen = h(
    "main",
    { class: "page start" },
    said("h1", data.course.title, data.lang),
    data.course.description &&
      !stats.graded &&
      said("p", data.course.description, data.lang, { class: "lead" }),
    app.note && h("p", { class: "note" }, app.note),
    saveReminder(app),
    h(
      "section",
      { class: "today" },
      h("h2", { class: "unseen" }, t("today")),
      planned ? dueLine(counts) : h("p", { class: "due none" }, t("nothing_due")),
      planned
        ? button(stats.graded ? t("study_now") : t("start_now"), () => app.study(cards), {
            class: "main big-button",
          })
        : button(t("more_new_now"), () => app.study(cards, { more: 10 }), {
            class: "main big-button",
            disabled: stats.stages.new === 0,
          }),
      wentWell(today, stats),
    ),
    sectionsList(app, stats),
    waysList(),
    h("footer", { class: "about" }, aboutLines(app)),
  );
  app.note = null;
  mount(screen, null);
  onKeys((event) => {
    if (event.key !== "Enter" || document.activeElement !== document.body) return false;
    screen.querySelector(".main").click();
    return true;
  });
}

function dueLine({ new: fresh, learning, review }) {
  const part = (count, words, name) =>
    count > 0 && h("li", { class: name }, h("b", {}, figures(count)), " ", words);
  return h(
    "ul",
    { class: "due" },
    part(review + learning, many("due_word", review + learning), "review"),
    part(fresh, many("new_word", fresh), "fresh"),
  );
}

function wentWell(today, stats) {
  const right = today.filter(({ grade }) => grade > 1).length;
  const facts = [
    today.length > 0 && t("remembered_today", { right: figures(right), n: figures(today.length) }),
    stats.streak > 1 && many("streak", stats.streak),
    stats.all.mastered > 0 && many("mastered", stats.all.mastered),
  ].filter(Boolean);
  if (facts.length)
    return h(
      "ul",
      { class: "went-well" },
      facts.map((fact) => h("li", {}, fact)),
    );
  return stats.graded
    ? null
    : h(
        "ol",
        { class: "how" },
        h("li", {}, t("how_answer")),
        h("li", {}, t("how_evidence")),
        h("li", {}, t("how_grade")),
      );
}

// The banks as rows: how much of each was started, and a button to study it alone.
function sectionsList(app, stats) {
  const { data, cards, store } = app;
  if (data.banks.length < 2) return null;
  const states = store.states();
  const rows = data.banks.map((bank, index) => {
    const own = cards.filter((card) => card.question.bank === index && card.graded);
    const started = own.filter(({ key }) => (states.get(key)?.reviews ?? 0) > 0).length;
    const known = own.filter(({ key }) => states.get(key)?.phase === "review").length;
    return h(
      "li",
      {},
      h(
        "a",
        { class: "section-row", href: `#section=${encodeURIComponent(bank.id)}` },
        said("span", bank.title, data.lang, { class: "name" }),
        h("span", { class: "amount" }, t("known_of", { known: figures(known), n: figures(own.length) })),
        meter(known, started, own.length),
      ),
    );
  });
  return h("section", { class: "sections" }, h("h2", {}, t("sections")), h("ul", {}, rows));
}

// Two bars in one: what is known, and what was started.
function meter(known, started, total) {
  const bar = (count, name) => {
    const part = h("span", { class: name });
    part.style.inlineSize = `${total ? (100 * count) / total : 0}%`;
    return part;
  };
  return h("span", { class: "meter", "aria-hidden": "true" }, bar(started, "started"), bar(known, "known"));
}

function waysList() {
  const way = (href, words, hint) => h("li", {}, h("a", { href }, h("b", {}, words), h("span", {}, hint)));
  return h(
    "nav",
    { class: "ways", "aria-labelledby": "ways" },
    h("h2", { id: "ways" }, t("more_ways")),
    h(
      "ul",
      {},
      way("#exam", t("exam"), t("exam_hint")),
      way("#cram", t("cram"), t("cram_hint")),
      way("#discuss", t("discuss"), t("discuss_hint")),
      way("#browse", t("browse"), t("browse_hint")),
      way("#print", t("print"), t("print_hint")),
      way("#wall", t("wall"), t("wall_hint")),
      way("#statistics", t("statistics"), t("statistics_hint")),
      way("#settings", t("settings"), t("settings_hint")),
    ),
  );
}

function aboutLines({ data, store }) {
  const { course } = data;
  return [
    h("p", {}, store.kept ? t("kept_here") : t("not_kept_here")),
    h(
      "p",
      {},
      many("questions", data.questions.length),
      course.licence && ` · ${t("licence", { licence: course.licence })}`,
      " · ",
      t("answers_inside"),
    ),
  ];
}

// One section: what is due in it, and all its questions.
export function sectionScreen(app, id) {
  const { data, settings, store } = app;
  const index = data.banks.findIndex((bank) => bank.id === id);
  if (index < 0) return app.go("#");
  const cards = app.cards.filter((card) => card.question.bank === index);
  const now = app.now();
  const counts = plannedCounts(cards, store, dayOf(now, settings.day_ends_at), now, {
    new: settings.new_per_day,
    reviews: settings.reviews_per_day,
  });
  const planned = counts.new + counts.learning + counts.review;
  const buttons = [
    button(t("study_now"), () => app.study(cards, { back: `#section=${id}` }), {
      class: "main",
      disabled: planned === 0,
    }),
    button(t("all_in_order"), () => app.study(cards, { mode: "all" }), { class: "second" }),
    button(t("cram"), () => app.study(cards, { mode: "cram" }), { class: "second" }),
  ];
  const screen = pageOf(
    "section",
    said("h1", data.banks[index].title, data.lang),
    planned ? dueLine(counts) : h("p", { class: "due none" }, t("nothing_due")),
    h("p", { class: "actions" }, buttons),
    h("h2", {}, t("questions_here")),
    app.linksTo(cards),
  );
  mount(screen);
  onKeys(() => false);
  return null;
}
