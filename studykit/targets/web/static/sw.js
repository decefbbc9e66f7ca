// Answers from the network, and without it from the last copy: an update always arrives.
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(answered(event.request));
});
self.addEventListener("install", (event) => event.waitUntil(kept(self.registration.scope)));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const copies = await caches.open("studykit");
  await copies.add(request);
}

async function answered(request) {
  const copies = await caches.open("studykit");
  try {
    const answer = await fetch(request);
    if (answer.ok) await copies.put(request, answer.clone());
    return answer;
  } catch (error) {
    return (await copies.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}
