// Seeded random numbers, the same as those of Python's `random.Random(text)`.
//
// The modules of this folder become one script when the page is built.  So each begins with its imports,
// written `import { a, b } from "./c.js";`; only functions, classes, `const` and `let` are exported, where
// they are declared; and no two modules declare the same name.  They do not touch the page, and contain no
// words that a learner reads: they return codes and data.

const CHANCE_WORDS = 624;
const CHANCE_SHIFT = 397;

/** The Mersenne Twister MT19937, seeded by a text as CPython does it (version 2 of its `seed`). */
export class Chance {
  #state;
  #at = CHANCE_WORDS;

  /** @param {string} seed */
  constructor(seed) {
    this.#state = mixedState(seedWords(new TextEncoder().encode(seed)));
  }

  /** A whole number of up to 32 bits. @param {number} bits */
  #bits(bits) {
    if (this.#at === CHANCE_WORDS) this.#twist();
    let y = this.#state[this.#at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return (y >>> 0) >>> (32 - bits);
  }

  /** A number from 0 up to 1. */
  random() {
    return (this.#bits(27) * 67108864 + this.#bits(26)) / 9007199254740992;
  }

  /** A whole number from 0 up to `n`. @param {number} n */
  below(n) {
    const bits = 32 - Math.clz32(n);
    let found = this.#bits(bits);
    while (found >= n) found = this.#bits(bits);
    return found;
  }

  /** Put an array in random order, in place, as `random.shuffle`. @param {any[]} items */
  shuffle(items) {
    for (let n = items.length - 1; n > 0; n--) {
      const other = this.below(n + 1);
      [items[n], items[other]] = [items[other], items[n]];
    }
  }

  /** Return the items in random order, as `random.sample(items, len(items))`. @param {any[]} items */
  sampled(items) {
    const pool = [...items];
    return items.map((_, n) => {
      const at = this.below(pool.length - n);
      const found = pool[at];
      pool[at] = pool[pool.length - n - 1];
      return found;
    });
  }

  /** @param {any[]} items */
  choice(items) {
    return items[this.below(items.length)];
  }

  #twist() {
    const s = this.#state;
    for (let n = 0; n < CHANCE_WORDS; n++) {
      const y = (s[n] & 0x80000000) | (s[(n + 1) % CHANCE_WORDS] & 0x7fffffff);
      s[n] = s[(n + CHANCE_SHIFT) % CHANCE_WORDS] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }
}

/** The 32-bit words of the number that CPython makes of a text: its bytes and their SHA-512. */
function seedWords(bytes) {
  const all = [...bytes, ...sha512(bytes)].reverse();
  const words = new Uint32Array(Math.ceil(all.length / 4));
  all.forEach((byte, n) => (words[n >> 2] |= byte << (8 * (n & 3))));
  let used = words.length;
  while (used > 1 && words[used - 1] === 0) used--;
  return words.subarray(0, used);
}

/** `init_by_array` of the Mersenne Twister's authors. */
function mixedState(key) {
  const s = new Uint32Array(CHANCE_WORDS);
  s[0] = 19650218;
  for (let n = 1; n < CHANCE_WORDS; n++) {
    s[n] = Math.imul(1812433253, s[n - 1] ^ (s[n - 1] >>> 30)) + n;
  }
  let i = 1;
  let j = 0;
  const mix = (factor, added) => {
    s[i] = (s[i] ^ Math.imul(s[i - 1] ^ (s[i - 1] >>> 30), factor)) + added;
    if (++i === CHANCE_WORDS) {
      s[0] = s[CHANCE_WORDS - 1];
      i = 1;
    }
  };
  for (let n = Math.max(CHANCE_WORDS, key.length); n > 0; n--) {
    mix(1664525, key[j] + j);
    j = (j + 1) % key.length;
  }
  for (let n = CHANCE_WORDS - 1; n > 0; n--) mix(1566083941, -i);
  s[0] = 0x80000000;
  return s;
}

// SHA-512 (FIPS 180-4).  `crypto.subtle` has it too, but only for those who can wait.

const SHA_MASK = (1n << 64n) - 1n;
let shaConstants = null;

function sha512(bytes) {
  shaConstants ??= shaTables();
  const { start, k } = shaConstants;
  const length = Math.ceil((bytes.length + 17) / 128) * 128;
  const padded = new DataView(new ArrayBuffer(length));
  bytes.forEach((byte, n) => padded.setUint8(n, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(length - 4, bytes.length * 8);
  let sum = start;
  for (let block = 0; block < length; block += 128) {
    const w = [];
    for (let n = 0; n < 16; n++) w.push(padded.getBigUint64(block + 8 * n));
    for (let n = 16; n < 80; n++) {
      const s0 = turned(w[n - 15], 1n) ^ turned(w[n - 15], 8n) ^ (w[n - 15] >> 7n);
      const s1 = turned(w[n - 2], 19n) ^ turned(w[n - 2], 61n) ^ (w[n - 2] >> 6n);
      w.push((w[n - 16] + s0 + w[n - 7] + s1) & SHA_MASK);
    }
    let [a, b, c, d, e, f, g, h] = sum;
    for (let n = 0; n < 80; n++) {
      const s1 = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & SHA_MASK & g)) + k[n] + w[n];
      const s0 = turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & SHA_MASK, c, b, a, (t1 + t2) & SHA_MASK];
    }
    sum = [a, b, c, d, e, f, g, h].map((word, n) => (word + sum[n]) & SHA_MASK);
  }
  const out = new DataView(new ArrayBuffer(64));
  sum.forEach((word, n) => out.setBigUint64(8 * n, word));
  return new Uint8Array(out.buffer);
}

function turned(word, by) {
  return ((word >> by) | (word << (64n - by))) & SHA_MASK;
}

/** The fractions of the square roots of the first 8 primes, and of the cube roots of the first 80. */
function shaTables() {
  const primes = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every((p) => n % p)) primes.push(n);
  return {
    start: primes.slice(0, 8).map((p) => wholeRoot(p << 128n, 2n) & SHA_MASK),
    k: primes.map((p) => wholeRoot(p << 192n, 3n) & SHA_MASK),
  };
}

/** The whole part of a root, by Newton's method. */
function wholeRoot(n, degree) {
  let root = 1n << 80n;
  for (;;) {
    const next = ((degree - 1n) * root + n / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
}
