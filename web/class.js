// Keeps a page of a class as it is now: when the server says that something
// has happened, the page is asked for again and what differs is put in its
// place. Without this script the pages work, and stand still.
"use strict";
(() => {
  const main = document.getElementById("main");
  for (const time of document.querySelectorAll("time")) local(time);

  // Times are the reader's own.
  function local(time) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) time.textContent = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  }

  addEventListener("submit", event => {
    const form = event.target, ask = form.dataset.ask;
    if (!ask || form.querySelector(".ask")) return;
    event.preventDefault();
    const question = document.createElement("div"), yes = document.createElement("button"), no = document.createElement("button");
    question.className = "ask";
    question.setAttribute("role", "alert");
    yes.textContent = event.submitter?.textContent || "Yes";
    no.textContent = "No";
    no.type = "button";
    no.addEventListener("click", () => question.remove());
    question.append(ask, yes, no);
    form.append(question);
    no.focus();
  });

  // What stands behind a passage comes without leaving the place in the text.
  addEventListener("click", event => {
    const link = event.target.closest?.("a.heat");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    renew().then(() => document.getElementById("behind")?.scrollIntoView({ block: "nearest" }));
  });
  addEventListener("popstate", () => renew());

  const live = main?.dataset.live;
  if (!live) return;
  let last = 0, waiting = null;
  listen();
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());

  // A browser comes back by itself when a stream breaks, and not when it is
  // refused: by a server that is full, or by a balancer with no server now.
  function listen() {
    const events = new EventSource(live);
    events.onmessage = () => soon();
    events.onerror = () => {
      if (events.readyState !== EventSource.CLOSED) return;
      setTimeout(() => { listen(); soon(); }, 5000 + 5000 * Math.random());
    };
  }

  // Once a second at most, and not while somebody types.
  function soon() {
    if (waiting || document.visibilityState !== "visible") return;
    waiting = setTimeout(() => {
      waiting = null;
      if (document.activeElement?.matches("input, textarea, select") || document.querySelector(".ask")) return soon();
      renew();
    }, Math.max(100, last + 1000 - Date.now()));
  }

  async function renew() {
    last = Date.now();
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (!fresh) return;
    for (const time of fresh.querySelectorAll("time")) local(time);
    merge(main, fresh);
  }

  // Only what differs is replaced, so that open details, focus and selection
  // stay where they are.
  function merge(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    const a = [...old.childNodes], b = [...fresh.childNodes];
    if (old.nodeName !== fresh.nodeName || a.length !== b.length || !a.length || a.some((n, i) => n.nodeName !== b[i].nodeName)) {
      if (old === main) old.replaceChildren(...fresh.childNodes);
      else old.replaceWith(fresh);
      return;
    }
    if (old.nodeType === 1) {
      for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
      for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && name !== "open") old.setAttribute(name, value);
    }
    a.forEach((n, i) => {
      if (n.nodeType === 1) merge(n, b[i]);
      else if (n.nodeValue !== b[i].nodeValue) n.nodeValue = b[i].nodeValue;
    });
  }
})();
