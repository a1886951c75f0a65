// Keeps this build of Quoth on the device, so that it opens without a network.
//
// The server puts BUILD, the hash of everything in this build, and SHELL, the
// addresses to keep from the start, in front of this text, and STUDIO and
// CLASS, what those need besides. A page and the files that it names are
// always of one build: pages are answered from the cache and looked up again
// in the background, and an answer of another build is not kept but makes the
// browser fetch the new worker, which waits until the reader accepts it. So a
// second visit needs no network at all, and a new version is offered and never
// forced.
"use strict";

const cacheName = "quoth-" + BUILD;
const workShell = "/a/-"; // the page of an article that the tab paints itself
const NO_CLASS = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>No connection</title>
<h1>No connection</h1><p>The pages of a class need one. What you have marked is kept on this device and goes to your class when there is a connection again: open <a href="/">your articles</a> to go on.</p></html>`;
const studioShell = "/studio/"; // the page of every address below it

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(activate()));
self.addEventListener("message", event => {
  if (event.data === "skipWaiting") self.skipWaiting();
});

// The pages just loaded lie in the HTTP cache under the same immutable
// addresses, so nothing is downloaded twice. Articles that are open now, whose
// pages this worker did not see load, are kept as well, and so are those that
// the build before had kept.
async function install() {
  const cache = await caches.open(cacheName);
  await cache.addAll(SHELL);
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const addresses = new Set(open.map(c => new URL(c.url).pathname));
  for (const name of await others()) {
    for (const request of await (await caches.open(name)).keys()) addresses.add(new URL(request.url).pathname);
  }
  if ([...addresses].some(a => a.startsWith(studioShell))) await cache.addAll(STUDIO);
  if ([...addresses].some(a => a.startsWith("/class/") || a.startsWith("/assets/sync."))) await cache.addAll(CLASS);
  await Promise.all([...addresses].filter(a => a.startsWith("/read/") || a.startsWith("/articles/"))
    .map(a => keep(cache, a).catch(() => {})));
}

async function others() {
  return (await caches.keys()).filter(n => n.startsWith("quoth-") && n !== cacheName);
}

async function activate() {
  await Promise.all((await others()).map(n => caches.delete(n)));
  await self.clients.claim();
}

self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method === "POST" && url.origin === self.location.origin && url.pathname === "/take") return event.respondWith(shared(event.request));
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (url.pathname.startsWith("/assets/") || SHELL.includes(url.pathname)) event.respondWith(asset(event.request));
  else if (url.pathname.startsWith("/articles")) event.respondWith(fresh(event.request));
});

// What is not needed from the start, such as the second program, is kept when
// it is first wanted.
async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (ours(answer)) await (await caches.open(cacheName)).put(request.url, answer.clone());
  return answer;
}

// An article and the list of them: from the server, or as last seen.
async function fresh(request) {
  const cache = await caches.open(cacheName);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (err) {
    const kept = await cache.match(request.url, { ignoreVary: true });
    if (kept) return kept;
    throw err;
  }
}

// What another app shares with the installed one waits in a cache of its own
// until web/take.js takes it, and needs no network.
async function shared(request) {
  const form = await request.formData();
  await caches.delete("waiting");
  const cache = await caches.open("waiting");
  const words = Object.fromEntries(["title", "text", "url"].map(name => [name, String(form.get(name) || "")]));
  await cache.put("/take/words", new Response(JSON.stringify(words)));
  const files = form.getAll("files").filter(f => f instanceof File && f.size > 0);
  await Promise.all(files.map((f, i) => cache.put("/take/file/" + i, new Response(f, { headers: { "Quoth-Name": encodeURIComponent(f.name || "shared.txt"), "Content-Type": f.type } }))));
  return Response.redirect("/take?shared", 303);
}

async function page(event, path) {
  const cache = await caches.open(cacheName);
  const address = path.startsWith("/a/") ? workShell : path.startsWith(studioShell) ? studioShell : path;
  const kept = await cache.match(address, { ignoreVary: true });
  if (kept) {
    event.waitUntil(keep(cache, address).catch(() => {}));
    return kept;
  }
  try {
    const answer = await fetch(event.request);
    if (ours(answer) && (path.startsWith("/read/") || address === studioShell)) event.waitUntil(cache.put(address, answer.clone()));
    return answer;
  } catch (err) {
    // An article read in the app before, but never loaded as a page: the
    // program opens it from its own library.
    // The same holds for an assignment; the other pages of a class are the
    // server's.
    const shell = (path.startsWith("/read/") || /^\/class\/[^/]+\/[^/]+\/[^/]+$/.test(path)) && await cache.match(workShell, { ignoreVary: true });
    if (shell) return shell;
    if (path.startsWith("/class/")) return new Response(NO_CLASS, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    throw err;
  }
}

async function keep(cache, address) {
  const answer = await fetch(address);
  if (ours(answer)) await cache.put(address, answer);
  else if (answer.ok) await self.registration.update();
}

function ours(answer) {
  return answer.ok && answer.headers.get("Quoth-Build") === BUILD;
}
