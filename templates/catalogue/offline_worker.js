// Keeps the page that checks certificates without a network, and shows it where a certificate cannot be reached.
"use strict";

const KEPT = "{{ version }}";
const PAGE = "{{ page }}", LIST = "{{ list }}";
const FILES = [PAGE, LIST{% for file in files %}, "{{ file }}"{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

// The network first, so that what is shown online is never old; the list and the page are kept anew each time.
async function answer(request) {
  const path = new URL(request.url).pathname, kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && FILES.includes(path)) await kept.put(path, fresh.clone());
    return fresh;
  } catch (lost) {
    const found = (await kept.match(path)) || (request.mode === "navigate" && (await kept.match(PAGE)));
    if (found) return found;
    throw lost;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
