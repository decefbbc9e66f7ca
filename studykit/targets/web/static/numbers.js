// Numbers as people type them: in figures and in words, with signs and units; as `studykit.language.numbers`,
// for texts that are an answer.

import { flat, isWhole, lower, matchAt, patternOf } from "./fold.js";
import { Fraction, ONE } from "./fractions.js";
import { numeralReaders } from "./lexicon.js";
import { quantitiesIn } from "./quantities.js";

const LONGEST_SIGN = 8; // characters before a number
const SIGNS_OF_UNITS = { us$: "$", usd: "$", eur: "€", gbp: "£", jpy: "¥", cny: "¥", rmb: "¥", inr: "₹" };
const WORD_BEFORE = /(?:[\p{L}\p{N}_.]|[,;.:!?]\s|(?![\p{Nd}_bdfprsy])[\p{L}\p{N}_]\s)$/u;
const PLAIN_BESIDE = ["", ..."*,;:!?)]/\n"];

const readers = new WeakMap();

/** What reading an answer needs: the data of its language, and what is the same for all. */
export function reader(lang, marking) {
  if (!readers.has(marking)) readers.set(marking, new Map());
  const known = readers.get(marking);
  const code = marking.tags[lang];
  if (!known.has(code)) {
    const data = marking.languages[code];
    const { negations, denominators } = data;
    const language = { ...data, negations: wordSet(negations), denominators: wordSet(denominators) };
    known.set(code, { language, shared: marking.patterns, signs: marking.signs, units: marking.units });
  }
  return known.get(code);
}

export function wordSet(words) {
  return new Set(words?.split(" "));
}

/**
 * Return the numbers of an answer in order; `unit` is "%", "‰", the sign of a currency, "date" for a figure of
 * a date, "time" for a clock time, or "".
 * @returns {{value: Fraction, start: number, end: number, unit: string, written: string}[]}
 */
export function numbersIn(text, from) {
  const shown = flat(text, from.signs);
  const low = lower(shown, from.language);
  const parts = datesAndTimes(shown, low, from.language);
  const source = { text, shown, low: masked(low, parts), ...from };
  const calendar = parts.map((part) => ({ ...part, written: text.slice(part.start, part.end) }));
  return [...calendar, ...inRanges(placed(source), source)].sort((a, b) => a.start - b.start);
}

/** Return the value of a text that is one number, with the unit or without it; null for any other. */
export function numberOf(text, from, unit = null) {
  text = flat(text, from.signs).trim();
  const wanted = unit === null ? null : flat(unit, from.signs).trim();
  if (wanted !== null) text = withoutUnit(text, wanted, from);
  text = text.replace(/^(?:\+\s*|([-–—])\s+)(?=[\p{Nd}.])/u, "$1");
  const only =
    onlyNumber(text, from) ?? onlyNumber(text.replace(/。+$/, "").replace(/\.$/, "").trimEnd(), from);
  if (only === null || only.unit === "date" || only.unit === "time") return null;
  if (wanted !== null && only.unit && only.unit !== signOf(wanted.toLowerCase(), from.language)) return null;
  return only.value;
}

/** Return the number that is the whole of a text. */
function onlyNumber(text, from) {
  const found = numbersIn(text, from);
  return found.length === 1 && found[0].start === 0 && found[0].end === text.length ? found[0] : null;
}

/** Return a typed text without a unit that is a word, in any spelling: "37 C" for "°C", "5 yards" for "yd". */
function withoutUnit(text, unit, { shared, units }) {
  if (!unit || isWhole(shared.unit, unit, "i")) return text;
  for (const name of [unit, unit.replace(/^°+/, "")]) {
    if (name && text.toLowerCase().endsWith(name.toLowerCase())) {
      return text.slice(0, text.length - name.length).replace(/[ °]+$/, "");
    }
  }
  for (const name of units[unit] ?? []) {
    for (const ending of [name, `${name}.`]) {
      const at = text.length - ending.length;
      if (at > 0 && unitKey(text.slice(at)) === unitKey(ending) && !/\p{L}/u.test(text[at - 1])) {
        return text.slice(0, at).trimEnd();
      }
    }
  }
  return text;
}

// `m` and `M` differ
function unitKey(name) {
  return name.length < 3 ? name : name.toLowerCase();
}

function placed(source) {
  const { low, language, shared } = source;
  const found = language.han ? numeralReaders.han(low, language) : quantitiesIn(low, language, shared);
  const numbers = [];
  let end = 0;
  for (const quantity of found) {
    if (quantity.start < end) continue; // no number of its own: "cent" in "pour cent"
    const number = withSigns(quantity, source, end);
    numbers.push({ quantity, number });
    end = number.end;
  }
  return numbers;
}

// Signs and units

/** Return a number with the sign and unit before it, from `floor` on, and the scale and unit after it. */
function withSigns(quantity, source, floor) {
  const { low, language, shared } = source;
  let { value, start, end, unit } = quantity;
  const first = Math.max(floor, start - LONGEST_SIGN);
  if (floor < start && !PLAIN_BESIDE.includes(low[start - 1]) && !WORD_BEFORE.test(low.slice(first, start))) {
    const match = searchTo(shared.before, low, first, start);
    if (match && match[0]) {
      start -= match[0].length;
      if (/[-–]/.test(match[0])) value = value.negative;
      unit ||= signOf((match.groups.unit ?? "").trim(), language);
    }
  }
  const words = language.percentBefore;
  const match = words ? searchTo(words, low, Math.max(floor, start - LONGEST_SIGN), start) : null;
  if (match) {
    start -= match[0].length;
    unit = "%";
  }
  const done = () => ({ value, start, end, unit, written: source.text.slice(start, end) });
  const following = low.slice(end, end + 1);
  if (PLAIN_BESIDE.includes(following) || (following === " " && /\p{Nd}/u.test(low.slice(end + 1, end + 2)))) {
    return done();
  }
  if (quantity.figures) {
    const short = shortScale(source, end, Boolean(unit) && !"%‰".includes(unit));
    value = value.times(short.scale);
    end = short.end;
  }
  const after = matchAt(language.after, low, end);
  if (after) {
    end += after[0].length;
    const { percent, unit: currency } = after.groups;
    if (percent) unit = percent === "‰" ? "‰" : "%";
    else if (currency) unit ||= signOf(currency, language);
  }
  return done();
}

/** Search a text up to a place, where it seems to end. */
function searchTo(source, text, from, to) {
  const pattern = patternOf(source, "g");
  pattern.lastIndex = from;
  return pattern.exec(text.slice(0, to));
}

/** Return the usual sign of a unit in lower case: "$" for "usd", "%" for "percent". */
function signOf(unit, language) {
  if (!unit) return "";
  if (language.percent && isWhole(language.percent, unit)) return "%";
  const currency = (language.currencies ?? []).find(([name]) => name === unit);
  if (currency) return currency[1];
  return SIGNS_OF_UNITS[unit] ?? (/^[\x00-\x7f]*$/.test(unit) ? unit.toUpperCase() : unit);
}

/** Return the scale that is abbreviated after a figure, and where it ends. */
function shortScale(source, end, isMoney) {
  const { low, shown, language, shared } = source;
  const scaled = (values, word, match) => ({
    scale: Fraction.of(values[word]),
    end: match.index + match[0].length,
  });
  if (language.abbreviations) {
    const [pattern, values] = language.abbreviations;
    const match = matchAt(pattern, low, end);
    if (match) return scaled(values, match.groups.word, match);
  }
  if (!language.attached) return { scale: ONE, end };
  const [pattern, values] = language.attached;
  const joined = matchAt(pattern, shown, end);
  if (joined) return scaled(values, joined[0], joined);
  const apart = shown[end] === " " ? matchAt(pattern, shown, end + 1) : null;
  if (apart && (isMoney || matchAt(shared.unit, shown, apart.index + apart[0].length, "i"))) {
    return scaled(values, apart[0], apart);
  }
  return { scale: ONE, end };
}

// Ranges

/** Return the numbers, both bounds of a range with its scale and unit: "5–13 %". */
function inRanges(found, source) {
  let inherited = ""; // a unit
  return found.map(({ quantity, number }, n) => {
    if (inherited && !number.unit) number = { ...number, unit: inherited };
    inherited = "";
    const following = found[n + 1];
    if (following && source.low[number.end] !== ",") {
      const between = source.low.slice(number.end, following.number.start);
      if (number.end <= following.number.start && isWhole(source.language.range, between)) {
        number = lowerBound(quantity, number, following);
        inherited = number.unit;
      }
    }
    return number;
  });
}

function lowerBound(quantity, number, { quantity: following, number: high }) {
  let { scale } = following;
  if (scale.compare(1) === 0 && following.value.compare(0)) scale = high.value.over(following.value);
  let { value } = number;
  const isUnscaled = quantity.scale.compare(1) === 0 && value.equals(quantity.value);
  if (scale.compare(100) >= 0 && isUnscaled && value.compare(0) > 0 && value.compare(high.value.over(scale)) <= 0) {
    value = value.times(scale);
  }
  return { ...number, value, unit: number.unit || high.unit };
}

// Dates and clock times, which are no numbers though they are written with figures

function datesAndTimes(shown, low, language) {
  if (!/\p{Nd}/u.test(low)) return [];
  const dates = [];
  for (const match of shown.matchAll(patternOf(language.date, language.monthsInAnyCase ? "gi" : "g"))) {
    for (const figure of match[0].matchAll(/\p{Nd}+/gu)) {
      const start = match.index + figure.index;
      dates.push({ value: ONE, start, end: start + figure[0].length, unit: "date" });
    }
  }
  const times = [...masked(low, dates).matchAll(patternOf(language.time, "g"))].map((match) => ({
    value: ONE,
    start: match.index,
    end: match.index + match[0].length,
    unit: "time",
  }));
  return [...dates, ...times];
}

/** Return a text in which what was found can no longer be found. */
function masked(low, parts) {
  let text = low;
  for (const { start, end } of parts) {
    text = text.slice(0, start) + "\x01".repeat(end - start) + text.slice(end);
  }
  return text;
}
