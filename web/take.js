// Receives what other pages and programs hand to Quoth, at /take: a page from
// the bookmark of the start page, what another app shares, or files that the
// system opens with the installed app. It is kept here until the program, which
// takes seconds to come, asks for it with quothTake.
//
// The bookmark and this page shake hands: we knock, it answers with the page,
// we thank. It looks at where we are from, and we at where it is from, which
// must be the site whose page it says it is. So a site can hand over its own
// pages only, in its own name, and once.
(() => {
  "use strict";
  const every = 250; // milliseconds between two knocks
  const patience = 20e3;
  const status = document.getElementById("boot-status");
  let arrive;
  let arrived = new Promise(done => (arrive = done));

  // What has arrived: files, or html and url, or text and url; or problem, in
  // words. The second time there is nothing.
  window.quothTake = () => {
    const what = arrived;
    arrived = Promise.resolve(null);
    return what;
  };

  const asked = new URLSearchParams(location.search);
  if (asked.has("shared")) shared().then(arrive, lost);
  else if (asked.has("opened") && window.launchQueue) launchQueue.setConsumer(opened);
  else if (window.opener) page();
  else if (asked.has("lost")) lost();
  else arrive({ problem: "No page has come with this window. Some sites cut windows off from their own: copy the article there and paste it here." });

  function page() {
    const from = window.opener;
    const began = Date.now();
    const knocking = setInterval(knock, every);
    knock();

    function knock() {
      if (Date.now() - began < patience && !from.closed) return from.postMessage("quoth:ready", "*");
      end();
      arrive({ problem: "Nothing came from the page. Go back to it and press the bookmark again." });
    }

    function end() {
      clearInterval(knocking);
      removeEventListener("message", answer);
    }

    function answer(e) {
      const { quoth, html, url } = Object(e.data);
      if (e.source !== from || quoth !== "page") return;
      end();
      if (typeof html !== "string" || typeof url !== "string" || !URL.canParse(url) || new URL(url).origin !== e.origin) {
        return arrive({ problem: "What came was not sent by the page it is said to be." });
      }
      from.postMessage("quoth:taken", e.origin === "null" ? "*" : e.origin);
      window.opener = null;
      if (status && !document.documentElement.dataset.program) status.textContent = "The page has come, and is read as soon as the program has.";
      arrive({ html, url });
    }
    addEventListener("message", answer);
  }

  // What the service worker has put by: see shared in web/sw.js.
  async function shared() {
    const all = await caches.open("waiting");
    const words = await all.match("/take/words");
    if (!words) return lost();
    const files = [];
    for (const key of await all.keys()) {
      const kept = await all.match(key);
      const name = kept.headers.get("Quoth-Name");
      if (name) files.push(new File([await kept.blob()], decodeURIComponent(name), { type: kept.headers.get("Content-Type") || "" }));
    }
    const { title, text, url } = await words.json();
    await caches.delete("waiting");
    history.replaceState(null, "", "/take");
    return { files, text: [title, text].filter(Boolean).join("\n\n"), url: url || "" };
  }

  async function opened(launch) {
    try {
      arrive({ files: await Promise.all(launch.files.map(f => f.getFile())) });
    } catch {
      arrive({ problem: "The file could not be read. Open it from here." });
    }
  }

  function lost() {
    arrive({ problem: "What was shared did not arrive. Share it again now that Quoth is open." });
  }
})();
