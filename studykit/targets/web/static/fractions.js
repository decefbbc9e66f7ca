// Exact numbers: fractions of whole numbers of any size.

export class Fraction {
  /** @param {bigint|number} above @param {bigint|number} below not 0 */
  constructor(above, below = 1n) {
    let [n, d] = [BigInt(above), BigInt(below)];
    if (d < 0n) [n, d] = [-n, -d];
    const divisor = greatestDivisor(n < 0n ? -n : n, d);
    this.n = n / divisor;
    this.d = d / divisor;
  }

  /** Read "3", "-1/3". */
  static of(text) {
    const [above, below] = text.split("/");
    return new Fraction(BigInt(above), BigInt(below ?? 1));
  }

  plus(other) {
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  times(other) {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  over(other) {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  get negative() {
    return new Fraction(-this.n, this.d);
  }

  get isWhole() {
    return this.d === 1n;
  }

  /** What a whole number leaves when it is divided. @param {number} by */
  rest(by) {
    return Number(((this.n % BigInt(by)) + BigInt(by)) % BigInt(by));
  }

  /** Less than 0, 0 or more, as this is less than another, equal or more. @param {Fraction|number} other */
  compare(other) {
    if (typeof other === "number") other = new Fraction(other);
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other) {
    return this.compare(other) === 0;
  }
}

function greatestDivisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a || 1n;
}

export const ONE = new Fraction(1);
export const ZERO = new Fraction(0);
export const HALF = new Fraction(1, 2);
