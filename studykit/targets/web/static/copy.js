// A second copy of the reviews: Chromium deletes all databases of a site when a crash has damaged one of them.
//
// The copy is a database in a storage bucket, which has files of its own.  Browsers without buckets have it in
// localStorage, as far as there is room; they write that a few seconds later.

import { answered, openedDatabase } from "./database.js";
import { toLines } from "./reviews.js";

/** Open the copy of a course: `keep(reviews)` adds some, `lines()` returns all as JSON Lines. */
export async function openCopy(course) {
  const name = `studykit:${course}`;
  try {
    const bucket = await navigator.storageBuckets.open("studykit");
    return inBucket(await openedDatabase(name, () => {}, bucket.indexedDB));
  } catch {
    return inLocalStorage(`${name}:`);
  }
}

function inBucket(db) {
  db.onversionchange = () => db.close();
  const records = (mode) => db.transaction("review", mode).objectStore("review");
  return {
    keep(reviews) {
      const copied = records("readwrite");
      for (const review of reviews) copied.put(review);
    },
    lines: async () => toLines(await answered(records("readonly").getAll())),
  };
}

function inLocalStorage(prefix) {
  return {
    keep(reviews) {
      for (const review of reviews) localStorage.setItem(prefix + review.id, toLines([review]));
    },
    lines() {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => localStorage.getItem(key)).join("");
    },
  };
}
