// Progress as a file of JSON Lines, which `studykit progress merge` reads; and what is said if it cannot be kept.

import { announce, button, h } from "./dom.js";
import { dateOf, many, t } from "./words.js";

const REMIND_AFTER = 50; // answers
const REMIND_DAYS = 5; // Safari deletes after seven

// Save the progress: shared if the device is one that shares files, else downloaded.
export async function saveProgress(app) {
  const { text, reviews } = await app.store.exportText();
  const day = new Date(app.now()).toISOString().slice(0, 10);
  const name = `${app.data.course.id}-${day}.jsonl`;
  const file = new File([text], `${name}.txt`, { type: "text/plain" });
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: app.data.course.title });
      await app.store.markSaved(reviews, app.now());
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  await app.store.markSaved(reviews, app.now());
  app.store.persist();
}

// Add the reviews of a file, and say how many were new, or why none was taken.
export async function loadProgress(app, file) {
  try {
    const { added, undone, known, other } = await app.store.importText(await file.text());
    if (other && !added && !known) return many("reviews_other", other);
    const words = [many("reviews_added", added), many("reviews_known", known)];
    if (undone) words.push(many("reviews_undone", undone));
    if (other) words.push(many("reviews_other", other));
    return words.join(" ");
  } catch (error) {
    if (!error.code) throw error;
    return t("not_reviews", { line: error.line ?? 1 });
  }
}

export function saveButton(app, attributes = {}, done = () => {}) {
  return button(t("save_progress"), () => saveProgress(app).then(done), attributes);
}

// A button that looks like the others, for a file to read.
export function loadButton(app, done) {
  const input = h("input", {
    type: "file",
    accept: ".jsonl,.txt,application/x-ndjson,text/plain",
    class: "unseen",
  });
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    const words = await loadProgress(app, input.files[0]);
    input.value = "";
    announce(words);
    done(words);
  });
  return h("label", { class: "button second file" }, input, t("load_progress"));
}

// A reminder to save, when much or old progress is in this browser alone; null if there is none.
export function saveReminder(app) {
  const { unsaved, lastSaved } = app.store;
  if (!app.store.kept || !unsaved) return null;
  const days = lastSaved === null ? 0 : (app.now() - lastSaved) / 86400000;
  if (unsaved < REMIND_AFTER && days < REMIND_DAYS) return null;
  return h(
    "div",
    { class: "note save", role: "note" },
    h(
      "p",
      {},
      many("unsaved", unsaved),
      " ",
      lastSaved ? t("last_saved", { date: dateOf(lastSaved) }) : "",
      " ",
      t("browsers_delete"),
    ),
    saveButton(app, { class: "second" }),
  );
}

// Say above every screen that progress cannot be kept, and why.
export function problemBanner(app, banner) {
  const show = (problem) => {
    const words = problem && t(`problem_${problem.code}`);
    banner.replaceChildren(...(words ? [h("p", {}, words), saveButton(app)] : []));
    banner.hidden = !words;
  };
  app.store.onproblem = show;
  show(app.store.problem);
}
