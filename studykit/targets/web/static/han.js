// Numerals that are letters, in Chinese, Japanese and Korean; as `studykit.language.han`.

import { matchAt, patternOf } from "./fold.js";
import { Fraction, ONE, ZERO } from "./fractions.js";
import { amountsIn, decimal } from "./figures.js";
import { numeralReaders } from "./lexicon.js";

numeralReaders.han = hanQuantitiesIn;

const LONGEST_NUMERAL = 40; // signs

/** Return the numbers of a flat text in order, in figures or numerals. @returns {Quantity[]} */
function hanQuantitiesIn(low, language) {
  const pattern = patternOf(language.han.token, "g");
  const found = [];
  let at = 0;
  for (;;) {
    pattern.lastIndex = at;
    const match = pattern.exec(low);
    if (!match) return found;
    at = match.index + match[0].length;
    for (const quantity of quantitiesOf(match, low, language)) {
      at = Math.max(at, quantity.end);
      found.push(quantity);
    }
  }
}

function isFigure(match) {
  return match.groups.signs === undefined && match.groups.word === undefined;
}

function quantitiesOf(match, low, language) {
  const han = language.han;
  const rest = { scale: ONE, figures: false, unit: "" };
  if (isFigure(match)) {
    return amountsIn(match, language).map((found) => inTenths({ ...rest, ...found, figures: true }, low, han));
  }
  const value = numeralValue(match, han);
  if (value === null) return [];
  const start = match.index;
  const end = start + match[0].length;
  const over = numerator(low, end, language);
  if (over) {
    if (value.compare(100) === 0) return [{ ...rest, value: over.value, start, end: over.end, unit: "%" }];
    return value.compare(0) ? [{ ...rest, value: over.value.over(value), start, end: over.end }] : [];
  }
  const figures = /\p{Nd}$/u.test(match[0]);
  return [inTenths({ ...rest, value, start, end, figures }, low, han)];
}

/** Return a number of tenths as per cent: 三成 is 30 %. */
function inTenths(quantity, low, han) {
  if (!han.tenths || quantity.value.compare(10) > 0) return quantity;
  const match = matchAt(han.tenths, low, quantity.end);
  if (!match) return quantity;
  const value = quantity.value.times(new Fraction(10));
  return { ...quantity, value, end: match.index + match[0].length, figures: false, unit: "%" };
}

/** Return the numerator that follows a denominator, and its end: (七分)之一. */
function numerator(low, at, language) {
  const between = language.han.over ? matchAt(language.han.over, low, at) : null;
  const match = between && matchAt(language.han.token, low, between.index + between[0].length);
  if (!match) return null;
  if (isFigure(match)) return amountsIn(match, language)[0] ?? null;
  const value = numeralValue(match, language.han);
  return value && { value, end: match.index + match[0].length };
}

function numeralValue(match, han) {
  if (match.groups.word) return Fraction.of(han.words[match.groups.word]);
  let whole = match.groups.signs.replaceAll(" ", "");
  let tail = "";
  for (const point of han.point ?? "") {
    const at = whole.indexOf(point);
    if (at >= 0) [whole, tail] = [whole.slice(0, at), whole.slice(at + 1)];
  }
  if (whole.length > LONGEST_NUMERAL) return null;
  const isRow = whole.length > 1 && [...whole].every((sign) => sign in han.digits);
  const value = isRow ? rowValue(whole, han) : sumValue(whole, han);
  if (value === null || !tail) return value;
  const digits = [...tail].slice(0, LONGEST_NUMERAL).map((sign) => han.digits[sign]).join("");
  return value.plus(new Fraction(BigInt(digits), 10n ** BigInt(digits.length)));
}

/** Return the value of digits in a row, as in a year; two of them are "two or three": 两三. */
function rowValue(digits, han) {
  const values = [...digits].map((sign) => han.digits[sign]).join("");
  if ((digits.length === 2 && !values.includes("0")) || /[两兩]/u.test(digits)) return null;
  return new Fraction(BigInt(values));
}

/** Return the value of digits, figures and units: 三万五千, 1万2000. */
function sumValue(text, han) {
  let total = ZERO;
  let section = ZERO;
  let current = null;
  let last = 0; // the smallest scale so far
  let unit = 1; // that of the numeral before
  const isSome = (value) => value !== null && value.compare(0) !== 0;
  for (const part of text.match(/\p{Nd}[\p{Nd},.]*|[^]/gu) ?? []) {
    if (part in (han.units ?? {})) {
      unit = han.units[part];
      section = section.plus((current ?? ONE).times(new Fraction(unit)));
      current = null;
    } else if (part in (han.scales ?? {})) {
      const scale = han.scales[part];
      unit = scale;
      section = section.plus(current ?? ZERO);
      current = null;
      const times = new Fraction(scale);
      if (last && scale > last) {
        total = total.plus(section).times(times);
      } else {
        const factor = isSome(section) ? section : isSome(total) ? ZERO : ONE;
        total = total.plus(factor.times(times));
      }
      section = ZERO;
      last = scale;
    } else if (part in han.digits) {
      if (isSome(current)) return null;
      current = new Fraction(han.digits[part]);
      unit = isSome(current) ? unit : 1;
    } else {
      const plain = part.replace(/[.,]+$/, "").replaceAll(",", "");
      if (plain.split(".").length > 2 || !plain) return null;
      current = decimal(plain);
      unit = 1;
    }
  }
  const signs = [...text];
  if (han.drops && isSome(current) && unit >= 100 && signs.at(-1) in han.digits) {
    current = current.times(new Fraction(Math.floor(unit / 10))); // 一百二
  }
  return total.plus(section).plus(current ?? ZERO);
}
