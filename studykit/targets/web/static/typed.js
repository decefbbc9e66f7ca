// Typed answers: which are right, and which are almost right; as `studykit.quiz.typed`.

import { casefolded, flat, folded, isWhole, lower, matchAt, patternOf } from "./fold.js";
import { Fraction } from "./fractions.js";
import { lexiconOf } from "./lexicon.js";
import { numberOf, numbersIn, reader } from "./numbers.js";
import { LETTER, MOST_COST, comparer, slipCost, spellingCost } from "./slips.js";

/**
 * Compare a typed answer with those that count as right.  Case, accents, punctuation, white space and an
 * article at the start are ignored, and numbers are compared by value.  A "close" answer differs only by
 * typing errors.
 * @param {string} typed @param {string[]} expected @param {string} lang @returns {"right"|"close"|"wrong"}
 */
export function compareTyped(typed, expected, lang, marking) {
  const from = comparer(reader(lang, marking), marking);
  const given = readings(typed, from);
  const outcomes = new Set();
  for (const text of expected) {
    for (const right of readings(text, from)) {
      for (const one of given) {
        if (one.byValue === right.byValue) outcomes.add(outcomeOf(one, right, from));
      }
    }
  }
  if (outcomes.has("right")) return "right";
  return outcomes.has("close") ? "close" : "wrong";
}

/**
 * Return the values of a typed number, with its unit or without it; none if it is not a number.  If the unit
 * begins with a scale, as in "million dollars", the number may be typed in full or with a scale of its own.
 * @returns {Fraction[]}
 */
export function amountsTyped(typed, unit, lang, marking) {
  const from = reader(lang, marking);
  typed = withoutSpacedSlash(typed);
  if (unit === "times") typed = typed.replace(/(?<=\p{Nd})\s?[x×]\s*$/u, " times");
  const found = [];
  const value = numberOf(typed, from, unit);
  if (value !== null && !isOrdinalWord(typed, value, from.language)) found.push(value);
  const scale = unit === null ? null : from.language.scaledUnits?.[unit];
  if (scale && !/^[\p{Nd}.,' ]*$/u.test(flat(typed, from.signs))) {
    const [size, sign] = scale;
    const whole = numberOf(typed, from, sign);
    if (whole !== null) found.push(whole.over(Fraction.of(size)));
  }
  return found;
}

function withoutSpacedSlash(text) {
  return text.replace(/(?<=\p{Nd})\s*([/:])\s*(?=\p{Nd})/gu, "$1");
}

// An answer as words and numbers.  A number is {value, unit, ordinal, plus}.

/** Return the ways to read an answer: with numbers by value or as written, and the article left out. */
function readings(text, from) {
  const { language, signs } = from;
  text = withoutSpacedSlash(flat(text, signs).trim());
  text = text.replace(/^([-–+])\s+(?=[$€£¥]?[\p{Nd}.½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])/u, "$1");
  const texts = [["", text]];
  const match = language.article ? matchAt(language.article, text, 0, "i") : null;
  if (match) texts.push([casefolded(match[0].trim()), text.slice(match[0].length)]);
  for (const [article, rest] of [...texts]) {
    const inFigures = withOrdinalsInFigures(rest, from);
    if (inFigures !== rest) texts.push([article, inFigures]);
  }
  return texts.flatMap(([article, rest]) =>
    [false, true].map((byValue) => {
      const words = byValue ? wordsAndNumbers(rest, from) : wordsOf(rest, language);
      return { words: words.length ? words : [rest], byValue, article };
    }),
  );
}

/** Return a text with "first" as "1st" and "twenty-first" as "21st". */
function withOrdinalsInFigures(text, from) {
  const { firstOrdinals, ordinalEndings } = from.language;
  if (!firstOrdinals) return text;
  const [pattern, values] = firstOrdinals;
  return text.replace(patternOf(pattern, "gi"), (whole, ...rest) => {
    const { tens, word } = rest.at(-1);
    const ten = tens ? numberOf(tens, from) : new Fraction(0);
    if (ten === null) return whole;
    const value = ten.plus(Fraction.of(values[casefolded(word)]));
    return `${value.n}${value.isWhole ? "" : `/${value.d}`}${ordinalEndings[0]}`;
  });
}

function wordsAndNumbers(text, from) {
  const found = [];
  let end = 0;
  for (const number of numbersIn(text, from)) {
    if (number.unit === "date" || number.unit === "time") continue;
    found.push(...wordsOf(text.slice(end, number.start), from.language));
    const ordinal = isOrdinalWord(number.written, number.value, from.language);
    found.push({ value: number.value, unit: number.unit, ordinal, plus: number.written.startsWith("+") });
    end = number.end;
  }
  return [...found, ...wordsOf(text.slice(end), from.language)];
}

/** Whether a number says a place in a row: eighth, 8th. */
function isOrdinalWord(written, value, language) {
  if (!language.ordinals || !value.isWhole) return false;
  const last = lower(written, language).split(/[\s-]/u).at(-1);
  if (lexiconOf(language).get(last)?.role === "denominator" || language.denominators.has(last)) return true;
  return isWhole(`[\\p{Nd},]+(?:${(language.ordinalEndings ?? []).join("|")})`, last);
}

/** Return the words of a text in lower case, without punctuation; figures as they are written. */
export function wordsOf(text, language) {
  text = text.replace(/[⁰¹²³⁴-⁹]+/gu, (raised) => `^${raised.normalize("NFKC")}`);
  text = text.replace(/(?<=\p{Nd})(?=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])/gu, " ").replaceAll("×", "x");
  text = lower(text.normalize("NFKC"), language).replace(/[–—]/g, "-").replaceAll("⁄", "/");
  text = text.replace(/(?<=[\p{L}\p{Nl}\p{No}])[.'](?=[\p{L}\p{Nl}\p{No}])/gu, ""); // U.S., Moore's
  const signs = Array.from(text);
  const shown = signs.map((sign, n) => withoutPunctuation(sign, signs[n - 1] ?? " ", signs[n + 1] ?? ""));
  return shown
    .join("")
    .split(/\s+/u)
    .filter(Boolean)
    .flatMap((word) => {
      const match = /^([-+]?\p{Nd}[\p{Nd}.,:/']*)(\P{Nd}.*)$/u.exec(word);
      return match ? [match[1], match[2]] : [word];
    });
}

function withoutPunctuation(sign, before, after) {
  if (/\p{Cf}/u.test(sign)) return ""; // zero width
  const isDigit = /\p{Nd}/u;
  if (isDigit.test(after)) {
    if (".,:/'".includes(sign) && isDigit.test(before)) return sign;
    if (sign === "-" && /\s/u.test(before)) return sign;
  }
  // some signs are punctuation to Unicode, but have a meaning in an answer
  return /[\p{Sk}\p{P}\p{C}]/u.test(sign) && !"%#&@".includes(sign) ? " " : sign;
}

// Two answers

function outcomeOf(given, right, from) {
  let cost = answerCost(given.words, right.words, from);
  if (cost === null && areJoined(given.words, right.words, from.language)) cost = LETTER;
  if (cost === null || cost > MOST_COST) return "wrong";
  if (right.article && from.language.gender && given.article !== right.article) return "close";
  return cost ? "close" : "right";
}

/** Return the cost of the slips in an answer; null if a word of it is wrong. */
function answerCost(given, right, from) {
  if (given.length !== right.length) return null;
  let total = 0;
  for (let n = 0; n < given.length; n++) {
    const cost = wordCost(given[n], right[n], from);
    if (cost === null) return null;
    total += cost;
  }
  return total;
}

function wordCost(word, expected, from) {
  if (isNumber(word)) return isNumber(expected) && fits(word, expected) ? 0 : null;
  if (isNumber(expected)) return null;
  if (word === expected) return 0;
  const cost = spellingCost(word, expected, from);
  if (cost !== null || /\p{Nd}/u.test(word + expected)) return cost;
  return slipCost(word, expected, from);
}

function isNumber(word) {
  return typeof word !== "string";
}

/** Whether a number is the expected one; a plus sign may be added, but not left out. */
function fits(number, expected) {
  const { value, unit, ordinal } = expected;
  const isSame = number.value.equals(value) && number.unit === unit && number.ordinal === ordinal;
  return isSame && (number.plus || !expected.plus);
}

/** Whether two answers differ only in the spaces between words; "not able" is not "notable". */
function areJoined(given, right, language) {
  if ([...given, ...right].some(isNumber)) return false;
  const joined = (words) => words.map(folded).join("");
  const figures = (words) => words.flatMap((word) => word.match(/\p{Nd}+/gu) ?? []).join(" ");
  if (joined(given) !== joined(right) || figures(given) !== figures(right)) return false;
  const [fewer, more] = given.length <= right.length ? [given, right] : [right, given];
  const negates = (words) => words.some((word) => language.negations.has(word));
  return !negates(more) || negates(fewer);
}
