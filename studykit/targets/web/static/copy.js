// A second copy of the reviews, in localStorage: Chromium deletes all databases of a site when a crash has
// damaged one of them.  It is a few seconds behind, and has as many reviews as there is room for.

import { toLines } from "./reviews.js";

const prefixOf = (course) => `studykit:${course}:`;

/** Have the browser read the copy, which takes tenths of a second if it is long: not with the first grade. */
export function wakeCopy() {
  try {
    void localStorage.length;
  } catch {
    // there is no such storage
  }
}

/** Copy some reviews of a course, as far as the browser lets a page. */
export function keepCopy(course, reviews) {
  try {
    for (const review of reviews) localStorage.setItem(prefixOf(course) + review.id, toLines([review]));
  } catch {
    // there is no room, or no such storage
  }
}

/** Return the copied reviews as JSON Lines. */
export function copiedLines(course) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(course)));
    return keys.map((key) => localStorage.getItem(key)).join("");
  } catch {
    return "";
  }
}
