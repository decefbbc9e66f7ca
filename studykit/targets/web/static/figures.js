// Numbers in figures, by the decimal and grouping signs of a language; as `studykit.language.figures`.

import { wholeNumber } from "./fold.js";
import { Fraction } from "./fractions.js";

const MOST_DIGITS = 1000;
export const VULGAR_SIGNS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒";

/** Return the values of a match of a figure with their places: more than one for a list "1,2,5". */
export function amountsIn(match, language) {
  const start = match.index;
  const end = start + match[0].length;
  if (match.groups.run === undefined) {
    const value = specialValue(match);
    return value ? [{ value, start, end }] : [];
  }
  const found = runValues(match.groups.run, start, language);
  if (!found.length) return [];
  const last = found.pop();
  const value = withRest(last.value, match.groups);
  return value ? [...found, { value, start: last.start, end }] : found;
}

function specialValue(match) {
  const { alone, ten, caret, raised } = match.groups;
  if (alone) return vulgar(alone);
  return ten ? power(caret ?? raised) : decimal(match[0]);
}

function withRest(value, { exponent, times, lifted, vulgar: sign, over, under, below }) {
  if (exponent) return value.times(power(exponent.slice(1)));
  if (times ?? lifted) return value.times(power(times ?? lifted));
  if (sign) return value.plus(vulgar(sign));
  if (over) {
    const divisor = wholeNumber(under);
    return divisor ? value.plus(new Fraction(wholeNumber(over), divisor)) : null;
  }
  if (below) {
    const divisor = whole(below);
    return divisor ? value.over(new Fraction(divisor)) : null;
  }
  return value;
}

// in Unicode, "½" is compatible with "1", a fraction slash, and "2"
function vulgar(sign) {
  return Fraction.of(sign.normalize("NFKC").replace("⁄", "/"));
}

function power(exponent) {
  const plain = exponent.replace("⁻", "-").replace(/[⁰¹²³⁴-⁹]/gu, (sign) => sign.normalize("NFKC"));
  const size = 10n ** wholeNumber(plain.replace(/^[-+]/, ""));
  return plain.startsWith("-") ? new Fraction(1n, size) : new Fraction(size);
}

function runValues(run, start, language) {
  const value = runValue(run, language);
  if (value) return [{ value, start, end: start + run.length }];
  if (!run.includes(" ") && !run.includes(",")) return []; // too long, or "1.10.2": a version or an address
  const found = [];
  let at = start;
  for (const piece of run.split(run.includes(" ") ? " " : ",")) {
    const inner = runValue(piece, language);
    if (inner) found.push({ value: inner, start: at, end: at + piece.length });
    at += piece.length + 1;
  }
  return found;
}

const GROUPED =
  /^(?:(?<head>\p{Nd}{1,3})(?<sign>[.,' ])(?<groups>\p{Nd}{3}(?:\k<sign>\p{Nd}{3})*)(?:(?<mark>[.,])(?<tail>\p{Nd}+))?|\p{Nd}{1,2}(?:,\p{Nd}\p{Nd})+,\p{Nd}{3}(?:\.\p{Nd}+)?)$/u;

/** Return the value of figures with signs between them that are one number. */
function runValue(run, language) {
  if (/^\p{Nd}+$/u.test(run)) {
    const value = whole(run);
    return value === null ? null : new Fraction(value);
  }
  const match = GROUPED.exec(run);
  if (!match) return /^\p{Nd}+[.,]\p{Nd}+$/u.test(run) ? decimal(run.replaceAll(",", ".")) : null;
  const { head, sign, groups, mark, tail } = match.groups;
  if (sign === undefined) return decimal(run.replaceAll(",", ""));
  if (mark === sign) return null;
  const alone = mark === undefined && ".,".includes(sign) && groups.length === 3;
  if (alone && (sign === language.decimal || head === "0")) return decimal(`${head}.${groups}`);
  const digits = head + groups.replaceAll(sign, "");
  return decimal(mark ? `${digits}.${tail}` : digits);
}

function whole(digits) {
  return digits.length <= MOST_DIGITS ? wholeNumber(digits) : null;
}

export function decimal(text) {
  if (text.length > MOST_DIGITS) return null;
  const [before, tail = ""] = text.split(".");
  return new Fraction(wholeNumber(before + tail || "0"), 10n ** BigInt(tail.length));
}
