// Keeps a page of a class as it is now: when the server says that something
// has happened, the page is asked for again and what differs is put in its
// place. Without this script the pages work, and stand still.
"use strict";
(() => {
  const main = document.getElementById("main");
  const own = ["open", "tabindex"]; // what the reader has changed
  let last = 0, took = 0, waiting = null, sending = false, letters = kept()?.getItem("class-letters") !== "off";
  prepare(main);

  // Some browsers refuse to keep anything, with an error.
  function kept() {
    try { return localStorage; } catch { return null; }
  }

  // What the server cannot know: the reader's clock, and that there are keys.
  function prepare(root) {
    for (const time of root.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      if (!isNaN(at)) time.textContent = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    }
    for (const input of root.querySelectorAll("input[data-utc]")) {
      const at = new Date(input.getAttribute("value") + "Z");
      if (!isNaN(at)) input.setAttribute("value", new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16));
      const zone = input.closest("label")?.querySelector(".zone");
      if (zone) zone.textContent = "(your time)";
    }
    const switches = root.querySelector("button.letters");
    if (switches) {
      switches.hidden = false;
      switches.textContent = letters ? "Turn letters and digits off" : "Turn letters and digits on";
    }
    const passages = root.querySelectorAll("article a.heat");
    if (![...passages].some(a => a.getAttribute("tabindex") === "0")) passages.forEach((a, i) => a.setAttribute("tabindex", i ? "-1" : "0"));
  }

  // Dates are typed in the reader's time and sent in that of the server.
  addEventListener("formdata", event => {
    for (const input of event.target.querySelectorAll("input[data-utc]")) {
      const at = new Date(input.value);
      if (input.value && !isNaN(at)) event.formData.set(input.name, at.toISOString().slice(0, 16));
    }
  });

  addEventListener("submit", event => {
    const form = event.target, ask = form.dataset.ask;
    const asked = form.querySelector(".ask");
    if (ask && !asked) {
      event.preventDefault();
      question(form, ask, event.submitter);
    } else if (form.dataset.stay !== undefined) {
      event.preventDefault();
      if (!sending) send(form, event.submitter);
    }
  });

  // No, and Escape, lead back to where the question came from.
  function question(form, ask, asker) {
    const question = document.createElement("div"), yes = document.createElement("button"), no = document.createElement("button");
    question.className = "ask";
    question.setAttribute("role", "alert");
    yes.textContent = asker?.textContent || "Yes";
    yes.className = asker?.classList.contains("danger") ? "strong danger" : "strong";
    no.textContent = "No";
    no.type = "button";
    no.addEventListener("click", () => {
      question.remove();
      asker?.focus();
    });
    question.addEventListener("keydown", event => {
      if (event.key === "Escape") no.click();
    });
    question.append(ask, yes, no);
    form.append(question);
    no.focus();
  }

  // A form that stays is sent without leaving the page: what the server goes
  // on with is shown in its place, or this page as it is then.
  async function send(form, button) {
    sending = true;
    const sent = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } }).catch(() => null);
    sending = false;
    if (!answer) return form.submit(); // the browser says why
    form.querySelector(".ask")?.remove();
    if (answer.ok) {
      form.reset();
      const reply = form.closest("details.reply");
      if (reply) reply.open = false;
      if (form.dataset.stay === "here") return renew();
      if (answer.redirected) history.replaceState(null, "", answer.url);
    }
    await show(await answer.text());
    if (!answer.ok) main.querySelector("a")?.focus();
  }

  // Who speaks to the computer, or hits keys by chance, can turn them off
  // (WCAG 2.2, 2.1.4).
  addEventListener("click", event => {
    if (!event.target.closest?.("button.letters")) return;
    letters = !letters;
    kept()?.setItem("class-letters", letters ? "on" : "off");
    prepare(main);
  });

  // Keys press what names them, unless somebody types.
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, .ask")) return;
    const passage = event.target.closest?.("article a.heat");
    if (passage && walk(passage, event.key)) return event.preventDefault();
    const what = event.key.length < 11 && main.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (!what || what.disabled || sending || !letters && event.key.length === 1) return;
    event.preventDefault();
    what.click();
  });

  // Among passages one goes with the arrows, so that Tab leads past them.
  function walk(from, key) {
    const all = [...main.querySelectorAll("article a.heat")], back = getComputedStyle(from).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const by = { ArrowLeft: 1, ArrowRight: 1, ArrowDown: 1, ArrowUp: -1 }[key];
    const to = key === "Home" ? all[0] : key === "End" ? all.at(-1) : by && all[all.indexOf(from) + (key === back ? -1 : by)];
    if (to) lead(to);
    return by !== undefined || to !== undefined;
  }

  function lead(to) {
    for (const a of main.querySelectorAll('article a.heat[tabindex="0"]')) a.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }

  // What stands behind a passage comes without leaving the place in the text.
  addEventListener("click", event => {
    const link = event.target.closest?.("a.heat, a.stay");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    const passage = link.matches("a.heat") && link;
    if (passage) lead(passage);
    renew().then(() => {
      const behind = document.getElementById("behind-title");
      behind?.scrollIntoView({ block: "nearest" });
      if (!passage) main.querySelector('article a.heat[tabindex="0"]')?.focus({ preventScroll: true });
    });
  });
  addEventListener("popstate", () => renew());

  const live = main?.dataset.live;
  if (!live) return;
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

  // Once a second at most, less often if the server takes long, and not while
  // somebody types.
  function soon() {
    if (waiting || document.visibilityState !== "visible") return;
    waiting = setTimeout(() => {
      waiting = null;
      if (busy()) return soon();
      renew(true);
    }, Math.max(100, last + Math.max(1000, 5 * took) - Date.now()));
  }

  function busy() { return sending || document.activeElement?.matches("input, textarea, select") || document.querySelector(".ask"); }

  // What nobody asked for waits if somebody has begun to type, or to answer a
  // question, since the server was asked.
  async function renew(unasked) {
    last = Date.now();
    const at = location.href;
    const answer = await fetch(at, { headers: { Accept: "text/html" } }).catch(() => null);
    const html = answer?.ok && await answer.text();
    if (!html || at !== location.href) return;
    if (unasked && busy()) return soon();
    await show(html);
    took = Date.now() - last;
  }

  async function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("main");
    if (!fresh) return;
    prepare(fresh);
    const focused = document.activeElement?.matches("article a.heat") && place(document.activeElement);
    merge(main, fresh);
    if (focused !== false && focused !== undefined && !document.activeElement?.matches("article a.heat")) {
      const near = [...main.querySelectorAll("article a.heat")].find(a => place(a) >= focused);
      if (near) lead(near);
    }
    const first = main.querySelectorAll('article a.heat[tabindex="0"]');
    if (!first.length) prepare(main.querySelector("article") ?? main);
    else [...first].slice(0, -1).forEach(a => a.setAttribute("tabindex", "-1"));
  }

  function place(a) { return Number(new URL(a.href).searchParams.get("start")); }

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
      for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
      for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !(own.includes(name) && old.hasAttribute(name)) && name !== "open") old.setAttribute(name, value);
    }
    a.forEach((n, i) => {
      if (n.nodeType === 1) merge(n, b[i]);
      else if (n.nodeValue !== b[i].nodeValue) n.nodeValue = b[i].nodeValue;
    });
  }
})();
