// IndexedDB by promises: the database of a course, its requests and its transactions.

const DATABASE_VERSION = 1;

/** Open a database, or create it; `say` is told if another tab must be closed first. */
export function openedDatabase(name, say, databases = indexedDB) {
  return new Promise((resolve, reject) => {
    const request = databases.open(name, DATABASE_VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      const reviews = db.createObjectStore("review", { keyPath: "id" });
      reviews.createIndex("card", ["question", "part"]);
      reviews.createIndex("at", "at");
      db.createObjectStore("card", { keyPath: "key" });
      db.createObjectStore("buried", { keyPath: "key" });
      db.createObjectStore("setting", { keyPath: "name" });
    };
    request.onblocked = () => say("waiting");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Wait for the result of a request. */
export function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Wait until a transaction is on disk. */
export function completed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
}

/** Write the state of a card; one that was never reviewed has no record. */
export function putState(records, key, state) {
  if (state.phase === "new") records.card.delete(key);
  else records.card.put({ key, state });
}

/** The place of a card in the index of reviews. */
export function cardRange(key) {
  const at = key.lastIndexOf("/");
  return IDBKeyRange.only([key.slice(0, at), Number(key.slice(at + 1))]);
}

/** Whether an error is one of storage, and no mistake of the page. */
export function isStorageError(error) {
  return error instanceof DOMException;
}

/** What an error of storage means for the learner. */
export function problemCode(error) {
  return error?.name === "QuotaExceededError" ? "full" : "failed";
}
