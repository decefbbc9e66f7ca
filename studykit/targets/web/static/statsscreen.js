// The statistics on one screen: what is known, what was remembered, what is due, what to work on.

import { h, mount } from "./dom.js";
import { onKeys } from "./keys.js";
import { pageOf } from "./pages.js";
import { statistics } from "./statistics.js";
import { questionList } from "./summary.js";
import { figures, inFull, many, percent, t, weekday } from "./words.js";

const WEAKEST = 6; // sections that are shown at once

export async function statsScreen(app) {
  const { data, cards, settings, store } = app;
  const address = location.hash;
  const reviews = await store.reviews();
  if (location.hash !== address) return;
  const stats = statistics(
    cards,
    store.states(),
    reviews,
    app.now(),
    settings.retention,
    settings.day_ends_at,
  );
  const screen = pageOf(
    "stats",
    t("statistics"),
    h(
      "div",
      { class: "panels" },
      stagesPanel(stats),
      retentionPanel(stats),
      daysPanel(t("last_days"), stats.past),
      daysPanel(t("next_days"), stats.coming),
    ),
    sectionsPanel(data, stats.sections),
    stats.leeches.length > 0 && [
      h("h2", {}, t("leeches")),
      h("p", { class: "hint" }, t("leeches_hint")),
      questionList(app, stats.leeches),
    ],
  );
  mount(screen);
  onKeys(() => false);
}

function stagesPanel({ stages, all }) {
  const names = ["new", "learning", "young", "mature"];
  const bars = names.map((name) => {
    const bar = h("span", { class: `stage ${name}` });
    bar.style.flexGrow = String(stages[name]);
    return bar;
  });
  const rows = names.map((name) =>
    h("div", {}, h("dt", { class: name }, t(`stage_${name}`)), h("dd", {}, figures(stages[name]))),
  );
  return h(
    "section",
    { class: "panel" },
    h("h2", {}, many("cards", all.cards)),
    h("div", { class: "stages", "aria-hidden": "true" }, bars),
    h("dl", {}, rows),
  );
}

function retentionPanel({ lately, ever, desired, streak, graded }) {
  const row = (words, value) => h("div", {}, h("dt", {}, words), h("dd", {}, value));
  const share = (found) => (found.share === null ? "–" : percent(found.share));
  return h(
    "section",
    { class: "panel" },
    h("h2", {}, t("memory")),
    h(
      "dl",
      {},
      row(t("retention_month"), share(lately)),
      row(t("retention_ever"), share(ever)),
      row(t("retention_goal"), percent(desired)),
      row(t("answers"), figures(graded)),
      row(t("days_in_a_row"), figures(streak)),
    ),
  );
}

function daysPanel(title, days) {
  const most = Math.max(1, ...days.map(({ cards }) => cards));
  const bars = days.map(({ date, cards }) => {
    const bar = h("span", { class: "bar-fill" });
    bar.style.blockSize = `${(100 * cards) / most}%`;
    return h(
      "li",
      {},
      h("span", { class: "bar-room", "aria-hidden": "true" }, bar),
      h("span", { class: "day", "aria-hidden": "true" }, weekday(date)),
      h("span", { class: "unseen" }, `${inFull(date)}: ${figures(cards)}`),
    );
  });
  const total = days.reduce((sum, { cards }) => sum + cards, 0);
  return h(
    "section",
    { class: "panel" },
    h("h2", {}, title),
    h("ol", { class: "days" }, bars),
    h(
      "p",
      { class: "hint" },
      many("answers_total", total),
      ` · ${t("most_a_day", { n: figures(most === 1 && !total ? 0 : most) })}`,
    ),
  );
}

function sectionsPanel(data, sections) {
  const rows = sections.map(({ source, section, cards, started, mastered }) => {
    const about = data.sources[source];
    return h(
      "tr",
      {},
      h(
        "th",
        { scope: "row", lang: data.lang, dir: "auto" },
        about.sections?.[section] ?? section,
        " ",
        h("small", {}, about.name),
      ),
      h("td", {}, t("number_of", { n: figures(started), of: figures(cards) })),
      h("td", {}, figures(mastered)),
    );
  });
  if (!rows.length) return null;
  const head = [t("section"), t("started"), t("mastered_head")].map((words) => h("th", { scope: "col" }, words));
  const table = (some) =>
    h(
      "div",
      { class: "scroll", role: "group", "aria-label": t("to_work_on"), tabindex: "0" },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((cell) => cell.cloneNode(true)),
          ),
        ),
        h("tbody", {}, some),
      ),
    );
  const rest = rows.splice(WEAKEST);
  return h(
    "section",
    { class: "panel wide" },
    h("h2", {}, t("to_work_on")),
    table(rows),
    rest.length > 0 && h("details", {}, h("summary", {}, t("all_sections")), table(rest)),
    h("p", { class: "hint" }, t("mastered_hint")),
  );
}
