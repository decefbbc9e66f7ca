// How number words add up to a number, in languages with spaces between words; as `studykit.language.words`.

import { Fraction, HALF, ONE, ZERO } from "./fractions.js";
import { numberTokens } from "./lexicon.js";

/**
 * A number in a text, before signs and units are looked at.  `scale` is what its last word multiplies by, and
 * `figures` whether it ends in figures.
 * @typedef {{value: Fraction, start: number, end: number, scale: Fraction, figures: boolean,
 *   unit: string}} Quantity
 */

const LARGEST = new Fraction(10n ** 24n); // beyond it, scales in a row are no number

/** Return the numbers of a flat text in lower case, in order. @returns {Quantity[]} */
export function quantitiesIn(low, language, shared) {
  return new QuantityParser(low, numberTokens(low, language, shared), language).all();
}

/** Groups tokens into numbers. */
class QuantityParser {
  #low;
  #tokens;
  #language;

  constructor(low, tokens, language) {
    this.#low = low;
    this.#tokens = tokens;
    this.#language = language;
  }

  /** Return all numbers in order. @returns {Quantity[]} */
  all() {
    const found = [];
    let at = 0;
    while (at < this.#tokens.length) {
      const { quantity, behind } = this.#number(at);
      if (quantity) found.push(quantity);
      at = Math.max(behind, at + 1);
    }
    return found;
  }

  /** Return the number that begins at a token, or null, and the token behind it. */
  #number(at) {
    const first = this.#tokens[at];
    if (first.role === "below") return this.#turnedFraction(at);
    if (first.role === "times") return this.#quantity(first.value, at, at + 1);
    const fraction = this.#fraction(at);
    if (fraction) return this.#scaled(fraction.value, at, fraction.behind);
    if (this.#isOrdinal(first) && first.value.compare(4) > 0) {
      return this.#quantity(first.value, at, at + 1); // "third" and "fourth" are often fractions
    }
    const { value, behind } = this.#cardinal(at);
    if (behind === at) return { quantity: null, behind: at + 1 };
    const ordinal = this.#ordinal(value, behind);
    if (ordinal) return this.#quantity(value.plus(ordinal), at, behind + 1);
    const scale = this.#tokens[behind - 1];
    const size = scale.role === "scale" ? scale.value : ONE;
    const more = this.#fractionMore(behind);
    if (more) return this.#scaled(value.plus(more.value.times(size)), at, more.behind);
    return this.#quantity(value, at, behind, size);
  }

  #quantity(value, at, behind, scale = ONE) {
    let first = this.#tokens[at];
    const last = this.#tokens[behind - 1];
    if (at && this.#tokens[at - 1].role === "minus" && this.#isClose(at)) {
      first = this.#tokens[at - 1];
      value = value.negative;
    }
    const figures = last.role === "figure";
    const quantity = { value, start: first.start, end: last.end, scale, figures, unit: "" };
    return { quantity, behind };
  }

  #role(at) {
    return this.#tokens[at]?.role;
  }

  /** Whether a token follows the one before it with only a space or hyphen between. */
  #isClose(at) {
    if (at <= 0 || at >= this.#tokens.length) return false;
    const between = this.#low.slice(this.#tokens[at - 1].end, this.#tokens[at].start);
    return /^(?:[ \n]+|-)$/.test(between);
  }

  // Cardinals

  /** Return the sum of the cardinals and scales from a token on, and the token behind them. */
  #cardinal(at) {
    let sum = { total: ZERO, group: null, last: null }; // `last` is the smallest scale so far
    let n = at;
    while (n === at || this.#isClose(n)) {
      let token = this.#tokens[n];
      if (token.role === "joiner") {
        if (n === at || !this.#joins(n, sum)) break;
        n++;
        token = this.#tokens[n];
      }
      const next = this.#withToken(sum, token, n, at);
      if (!next) break;
      sum = next;
      n++;
    }
    return { value: sum.total.plus(sum.group ?? ZERO), behind: n };
  }

  /** Return a sum with one more token, or null if it begins another number. */
  #withToken(sum, token, n, at) {
    const { group, last } = sum;
    switch (token.role) {
      case "figure":
        return n > at ? null : { ...sum, group: token.value };
      case "cardinal": {
        if (group === null) {
          return last !== null && token.value.compare(last) >= 0 ? null : { ...sum, group: token.value };
        }
        const added = this.#added(group, token, n === at + 1);
        return added && { ...sum, group: added };
      }
      case "article":
        return n === at && this.#scales(n + 1) ? { ...sum, group: ONE } : null;
      case "scale":
        return this.#multiplied(sum, token, n === at);
      default:
        return null;
    }
  }

  #scales(at) {
    return this.#role(at) === "scale" && this.#isClose(at);
  }

  /** Whether a word such as "and" joins what is around it to one number. */
  #joins(at, { group, last }) {
    if (!this.#isClose(at + 1)) return false;
    const token = this.#tokens[at + 1];
    if (this.#tokens[at - 1].role === "figure") return false;
    const isLess = last !== null && token.value.compare(last) < 0;
    if (token.role === "scale") return group === null && isLess && this.#isBare(token);
    if (token.role !== "cardinal") return false;
    return group === null ? isLess : this.#added(group, token, false) !== null;
  }

  /** Return a group of words and one more, or null if it begins another number. */
  #added(group, token, isFirst) {
    const language = this.#language;
    const { value } = token;
    if (token.role !== "cardinal" || !group.isWhole || value.compare(1) < 0 || !value.isWhole) return null;
    const size = Number(value.n);
    const rest = group.rest(100);
    const sum = group.plus(value);
    if (group.compare(0) > 0 && group.compare(10) < 0 && language.teens?.includes(token.word)) {
      return group.plus(new Fraction(10));
    }
    if (language.vigesimal && size === 20 && rest === 4) return group.plus(new Fraction(76));
    const isCentury = group.compare(15) >= 0 && group.compare(20) <= 0;
    if (language.pairs && isFirst && isCentury && size >= 10 && size < 100) {
      return group.times(new Fraction(100)).plus(value);
    }
    if (token.joined && rest < 10 && size >= 20 && size < 100) return sum;
    if (group.compare(100) >= 0 && rest === 0) return size < 100 ? sum : null;
    if (language.vigesimal && (rest === 60 || rest === 80) && size >= 10 && size < 20) return sum;
    const tens = rest >= 20 || (language.afterTen && rest === 10);
    return tens && group.rest(10) === 0 && size < 10 ? sum : null;
  }

  /** Return a sum with one more scale, or null if it does not fit. */
  #multiplied({ total, group, last }, token, isFirst) {
    const scale = token.value;
    if (total.compare(LARGEST) > 0) return null;
    if (scale.compare(100) === 0) {
      if (group === null) {
        return this.#isBare(token) && (isFirst || last !== null) ? { total, group: scale, last } : null;
      }
      return group.compare(100) < 0 ? { total, group: group.times(scale), last } : null;
    }
    const more = (sum) => ({ total: sum, group: null, last: scale });
    if (group === null && total.compare(0) === 0) return this.#isBare(token) ? more(scale) : null;
    const isNone = group === null || group.compare(0) === 0;
    if (last === null) return more((isNone ? ONE : group).times(scale));
    if (scale.compare(last) > 0) return more(total.plus(group ?? ZERO).times(scale));
    if (scale.equals(last)) return null;
    if (group === null) return this.#isBare(token) ? more(total.plus(scale)) : null;
    return more(total.plus(group.times(scale)));
  }

  #isBare(token) {
    return (this.#language.bare ?? []).includes(token.word) || token.joined;
  }

  // Fractions

  /** Return a fraction in words that begins at a token: two thirds, an eighth, half. */
  #fraction(at) {
    const role = this.#role(at);
    if (role === "half") return { value: HALF, behind: at + 1 };
    let above = { value: ONE, behind: at + 1 };
    if (role === "cardinal" || role === "figure") above = this.#cardinal(at);
    else if (role !== "article") return null;
    const { value, behind } = above;
    if (!this.#isClose(behind)) return null;
    const token = this.#tokens[behind];
    if (token.role === "half") {
      return value.compare(1) === 0 ? { value: HALF, behind: behind + 1 } : null;
    }
    if (token.role !== "denominator" || this.#ordinal(value, behind)) return null;
    return { value: value.over(token.value), behind: behind + 1 };
  }

  #isOrdinal(token) {
    return Boolean(this.#language.ordinals) && token.role === "denominator" && !token.word.endsWith("s");
  }

  /** Return what an ordinal adds to the cardinal before it: twenty-fifth. */
  #ordinal(value, at) {
    if (!this.#isClose(at) || !this.#isOrdinal(this.#tokens[at]) || value.compare(20) < 0) return null;
    const token = this.#tokens[at];
    const divides = (by) => value.isWhole && value.rest(by) === 0;
    if (divides(100) && token.value.compare(100) < 0) return token.value;
    return divides(10) && token.value.compare(10) < 0 ? token.value : null;
  }

  /** Return a fraction that is added to the number before it: (two) and a half. */
  #fractionMore(at) {
    if (this.#isClose(at)) {
      const token = this.#tokens[at];
      if (token.role === "half_more" || (token.role === "half" && token.joined)) {
        return { value: HALF, behind: at + 1 };
      }
    }
    if (this.#role(at) !== "joiner" || !this.#isClose(at) || !this.#isClose(at + 1)) return null;
    const fraction = this.#fraction(at + 1);
    return fraction && fraction.value.compare(1) < 0 ? fraction : null;
  }

  /** Multiply a fraction by the scale that follows it: half a million. */
  #scaled(value, at, behind) {
    let n = behind;
    if (this.#role(n) === "article" && this.#isClose(n)) n++;
    if (!this.#scales(n)) return this.#quantity(value, at, behind);
    const scale = this.#tokens[n].value;
    return this.#quantity(value.times(scale), at, n + 1, scale);
  }

  /** Return a fraction whose denominator is first. */
  #turnedFraction(at) {
    if (!this.#isClose(at + 1)) return { quantity: null, behind: at + 1 };
    const { value, behind } = this.#cardinal(at + 1);
    if (behind === at + 1) return { quantity: null, behind };
    return this.#quantity(value.over(this.#tokens[at].value), at, behind);
  }
}
