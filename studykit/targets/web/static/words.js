// The words of the page itself, from the one table in its data; numbers and times as the language writes them.

let numbers = {}; // of the words that are asked for by their keys
let table = {};
let spokenTag = "en";

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

// Speak a language of the table: that of the tag, or the next broader one; return whether there is one.
export function speak({ keys, languages }, tag) {
  const found = spokenOf(Object.keys(languages), tag);
  if (!found) return false;
  numbers = keys;
  table = languages[found];
  spokenTag = found;
  document.documentElement.lang = found;
  document.documentElement.dir = directionOf(found);
  return true;
}

// The direction of a language, given as a tag.
export function directionOf(tag) {
  return RIGHT_TO_LEFT.has(tag.split("-")[0]) ? "rtl" : "ltr";
}

function spokenOf(tags, tag) {
  for (
    let wanted = tag.toLowerCase();
    wanted;
    wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf("-")))
  ) {
    const same = tags.find((known) => known.toLowerCase() === wanted);
    const wider = tags.find((known) => known.toLowerCase().startsWith(`${wanted}-`));
    if (same ?? wider) return same ?? wider;
  }
  return null;
}

export function spoken() {
  return spokenTag;
}

// When the page is built, keys in calls of `t` and `many` become the numbers of their words.  So a key is written in
// the call: as a string, or as a template such as `grade_${name}`.
const wordsOfKey = (key) => table.texts[numbers[key] ?? key];

// The words of a key, with its placeholders filled.
export function t(key, values = {}) {
  return filled(wordsOfKey(key), values);
}

// The words of a key for a number of things; {n} is the number.
export function many(key, count, values = {}) {
  const { rule } = table;
  const form = Number(rule[count < 100 ? count : 100 + (count % 100)]);
  return filled(wordsOfKey(key)[form], { n: figures(count), ...values });
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function figures(number) {
  return new Intl.NumberFormat(spokenTag).format(number);
}

export function percent(share) {
  return new Intl.NumberFormat(spokenTag, { style: "percent" }).format(share);
}

// A duration in its largest unit: "10 min", "4 days".
export function duration(ms) {
  const minutes = ms / 60000;
  if (minutes < 1) return `<\u00a0${measured(1, "minute")}`;
  if (Math.round(minutes) < 60) return measured(Math.round(minutes), "minute");
  if (Math.round(minutes / 60) < 24) return measured(Math.round(minutes / 60), "hour");
  const days = minutes / 1440;
  if (Math.round(days) < 31) return measured(Math.round(days), "day");
  const months = Math.round((days / 30.4) * 10) / 10;
  if (months < 12) return measured(months, "month");
  return measured(Math.round((days / 365) * 10) / 10, "year");
}

function measured(value, unit) {
  return new Intl.NumberFormat(spokenTag, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(value);
}

export function clock(ms) {
  return new Intl.DateTimeFormat(spokenTag, { hour: "numeric", minute: "2-digit" }).format(ms);
}

export function dateOf(ms) {
  return new Intl.DateTimeFormat(spokenTag, { dateStyle: "medium" }).format(ms);
}

// The short name of a day that is given as "2024-07-17".
export function weekday(date) {
  return new Intl.DateTimeFormat(spokenTag, { weekday: "narrow", timeZone: "UTC" }).format(
    new Date(`${date}T12:00Z`),
  );
}

export function inFull(date) {
  return new Intl.DateTimeFormat(spokenTag, { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${date}T12:00Z`),
  );
}

export function languageName(tag) {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag);
}
