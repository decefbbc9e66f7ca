// A copy of the page for when there is no network; only a server can offer that.

const WORKER = "sw.js";

if ("serviceWorker" in navigator) {
  const policy = window.trustedTypes?.createPolicy("studykit", { createScriptURL: (url) => url });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER).catch(() => {});
}
