// The settings: those of the terminal quiz, the language and the keys; and the progress as a file.

import { button, h, mount } from "./dom.js";
import { loadButton, saveButton } from "./files.js";
import { onKeys, useLetters } from "./keys.js";
import { pageOf } from "./pages.js";
import { showKeys } from "./question.js";
import { dateOf, languageName, many, percent, spoken, t } from "./words.js";

export function settingsScreen(app) {
  const { settings, store } = app;
  const status = h("p", { role: "status", class: "hint" });
  const saved = () => (status.textContent = t("setting_saved"));
  const change = (name, value) => app.change({ ...app.settings, [name]: value }).then(saved);

  function numberField(name, min, max) {
    const input = h("input", {
      type: "number",
      id: name,
      min,
      max,
      step: 1,
      value: settings[name],
      inputmode: "numeric",
    });
    input.addEventListener("change", () => {
      if (input.checkValidity() && input.value !== "") change(name, Number(input.value));
      else input.value = app.settings[name];
    });
    return field(name, input);
  }

  function field(name, input) {
    return h(
      "div",
      { class: "setting" },
      h("label", { for: name }, t(`setting_${name}`)),
      input,
      h("p", { class: "hint", id: `${name}-hint` }, t(`setting_${name}_hint`)),
    );
  }

  function choiceField(name, values, names, value, set) {
    const input = h(
      "select",
      { id: name },
      values.map((one, n) => h("option", { value: one, selected: String(one) === String(value) }, names[n])),
    );
    input.addEventListener("change", () => set(input.value));
    return field(name, input);
  }

  function switchField(name, value, set) {
    const input = h("input", { type: "checkbox", id: name, checked: value });
    input.addEventListener("change", () => set(input.checked));
    return h(
      "div",
      { class: "setting switch" },
      input,
      h("label", { for: name }, t(`setting_${name}`)),
      h("p", { class: "hint" }, t(`setting_${name}_hint`)),
    );
  }

  const kept = h("p", { id: "kept" });
  const showKept = () =>
    kept.replaceChildren(
      store.unsaved > 0 ? many("unsaved", store.unsaved) : "",
      store.lastSaved ? ` ${t("last_saved", { date: dateOf(store.lastSaved) })}` : "",
    );
  showKept();

  const retentions = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97];
  const tags = Object.keys(app.data.words.languages);
  const screen = pageOf(
    "settings",
    t("settings"),
    status,
    h("h2", {}, t("progress")),
    kept,
    h("p", { class: "hint" }, t("progress_hint")),
    h(
      "p",
      { class: "actions" },
      saveButton(app, { class: "second" }, showKept),
      loadButton(app, (words) => {
        showKept();
        status.textContent = words;
      }),
    ),
    h("h2", {}, t("studying")),
    numberField("new_per_day", 0, 9999),
    numberField("reviews_per_day", 0, 9999),
    numberField("day_ends_at", 0, 23),
    choiceField("retention", retentions, retentions.map(percent), settings.retention, (value) =>
      change("retention", Number(value)),
    ),
    choiceField("order", ["text", "random"], [t("order_text"), t("order_random")], settings.order, (value) =>
      change("order", value),
    ),
    switchField("fuzz", settings.fuzz, (on) => change("fuzz", on)),
    h("h2", {}, t("this_page")),
    tags.length > 1 &&
      choiceField("language", tags, tags.map(languageName), spoken(), (tag) => app.speakIn(tag)),
    switchField("letters", app.prefs.letters, (on) => {
      useLetters(on);
      app.prefer({ letters: on }).then(saved);
    }),
    h("p", { class: "actions" }, button(t("keys"), showKeys, { class: "second" })),
  );
  mount(screen);
  onKeys(() => false);
}
