// What the page can do before the program has come. It stands in the page
// itself and runs before the first paint.
//
// It shows the reader's own colours and sizes at once, and lets passages of
// the painted article be marked: with the bar at the selection or with the key
// of a label. Marks are kept in local storage under the article's ID, shown as
// CSS highlights, and handed over by quothEarly.take, which the program calls
// when it has opened the article; after that this script does nothing more.
//
// Offsets count UTF-16 code units of the text of one block.
(() => {
  "use strict";
  const page = document.documentElement;
  let habits = {};
  try {
    habits = JSON.parse(localStorage.getItem("quoth.appearance")) || {};
  } catch {
    // Storage is refused, or the entry is damaged: the page looks as it comes.
  }
  if (["light", "sepia", "dark"].includes(habits.theme)) page.dataset.theme = habits.theme;
  if (["serif", "sans", "legible"].includes(habits.face)) page.dataset.face = habits.face;
  if (habits.blind === true) page.dataset.blind = ""; // until the program knows better
  for (const name of ["size", "width"]) {
    if (Number.isInteger(habits[name])) page.dataset[name] = habits[name];
  }

  const labels = JSON.parse(document.getElementById("quoth-labels").textContent);
  const prefix = "quoth.early.";
  const listening = new AbortController();
  const lost = {}; // lists by key, where the browser refuses storage
  let bar = null;
  let pressed = false; // a mouse button is down: the selection is not done
  let touch = false;
  let dismissed = false;
  let last = null; // the newest selection: anchor, offset, focus, offset
  let acted = false; // the reader did something since

  const element = () => document.getElementById("article");
  const keyOf = article => prefix + article.dataset.article;

  function read(key) {
    try {
      const list = JSON.parse(localStorage.getItem(key) || "[]");
      return Array.isArray(list) ? list : [];
    } catch {
      return lost[key] || [];
    }
  }

  function write(key, list) {
    lost[key] = list;
    try {
      if (list.length) localStorage.setItem(key, JSON.stringify(list));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  function say(words) {
    const at = document.querySelector("#early-status span");
    if (at) at.textContent = words;
  }

  // The selection, if it is in the article.
  function selected() {
    const article = element();
    const s = getSelection();
    if (!article || !s.rangeCount || s.isCollapsed) return null;
    const range = s.getRangeAt(0);
    return range.intersectsNode(article) && range.toString().trim() ? range : null;
  }

  // The selected part of every block, without white space at its ends.
  function spansOf(range) {
    const spans = [];
    const words = [];
    for (const block of element().querySelectorAll("[data-block]")) {
      if (!range.intersectsNode(block)) continue;
      const part = document.createRange();
      part.selectNodeContents(block);
      const before = part.cloneRange();
      if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
      if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
      before.setEnd(part.startContainer, part.startOffset);
      const text = part.toString();
      const exact = text.trim();
      if (!exact) continue;
      const start = before.toString().length + text.length - text.trimStart().length;
      spans.push({ block: +block.dataset.block, start, end: start + exact.length });
      words.push(exact);
    }
    return { spans, exact: words.join("\n\n") };
  }

  // The node and the offset in it that stand at an offset of a block.
  function place(block, at) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
    return null;
  }

  // Static ranges stay where they are when the program moves the article to
  // its own place in the page; live ones would collapse.
  function rangeOf(span) {
    const block = document.getElementById("b" + span.block);
    const from = block && place(block, span.start);
    const to = block && place(block, span.end);
    return from && to && new StaticRange({ startContainer: from[0], startOffset: from[1], endContainer: to[0], endOffset: to[1] });
  }

  function show(list) {
    if (!CSS.highlights) return;
    const byColor = {};
    for (const label of labels) byColor[label.color] ??= [];
    for (const mark of list) {
      const label = labels.find(l => l.id === mark.label);
      if (label) byColor[label.color].push(...mark.spans.map(rangeOf).filter(Boolean));
    }
    for (const [color, ranges] of Object.entries(byColor)) {
      if (ranges.length) CSS.highlights.set("early-" + color, new Highlight(...ranges));
      else CSS.highlights.delete("early-" + color);
    }
  }

  function mark(label) {
    const range = selected();
    if (!range) return;
    const article = element();
    const target = spansOf(range);
    if (!target.spans.length) return;
    const list = read(keyOf(article));
    list.push({ article: article.dataset.article, ...target, label: label.id, at: new Date().toISOString() });
    const kept = write(keyOf(article), list);
    show(list);
    acted = true;
    last = null;
    getSelection().removeAllRanges();
    hide();
    const words = target.exact.length > 60 ? target.exact.slice(0, 59) + "…" : target.exact;
    say("Marked as " + label.name + ": “" + words + "”" + (kept ? "" : " (this browser keeps it only while the page is open)"));
  }

  function undo() {
    const article = element();
    const list = article ? read(keyOf(article)) : [];
    const gone = list.pop();
    if (!gone) return false;
    write(keyOf(article), list);
    show(list);
    say("Mark taken back");
    return true;
  }

  function hide() {
    if (bar) bar.hidden = true;
  }

  function build() {
    bar = document.createElement("div");
    bar.id = "early-bar";
    bar.className = "bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Mark the selection");
    for (const label of labels) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "label c-" + label.color + " p-" + label.pattern;
      button.append(document.createElement("span"), label.name);
      button.firstChild.className = "swatch";
      if (habits.letters !== false) {
        const key = document.createElement("kbd");
        key.textContent = label.key;
        key.setAttribute("aria-hidden", "true");
        button.append(key);
      }
      button.addEventListener("click", () => mark(label));
      bar.append(button);
    }
    // Pressing a button must not take the selection away.
    bar.addEventListener("pointerdown", e => e.preventDefault());
    bar.addEventListener("mousedown", e => e.preventDefault());
    document.body.append(bar);
  }

  // The bar stands above the selection; below it for a finger, out of the way
  // of the system's own menu.
  function offer() {
    const range = selected();
    if (!range || pressed || dismissed) return hide();
    if (!bar) build();
    bar.hidden = false;
    const rects = range.getClientRects();
    const box = range.getBoundingClientRect();
    const first = rects[0] || box;
    const end = rects[rects.length - 1] || box;
    const gap = 10;
    const below = touch || first.top - bar.offsetHeight - gap < 56;
    const line = below ? end : first;
    const fit = (want, room) => Math.max(8, Math.min(want, room - 8));
    bar.style.left = fit((line.left + line.right - bar.offsetWidth) / 2, page.clientWidth - bar.offsetWidth) + "px";
    bar.style.top = fit(below ? end.bottom + gap * (touch ? 2 : 1) : first.top - bar.offsetHeight - gap, innerHeight - bar.offsetHeight) + "px";
  }

  // Moving the article in the page, as the program does when it takes over,
  // drops the selection; the reader's selection comes back.
  function restore() {
    if (!last || acted || !getSelection().isCollapsed || !last[0].isConnected || !last[2].isConnected) return false;
    getSelection().setBaseAndExtent(...last);
    return true;
  }

  function on(target, event, handler, options) {
    target.addEventListener(event, handler, { signal: listening.signal, ...options });
  }

  on(document, "selectionchange", () => {
    if (selected()) {
      const s = getSelection();
      last = [s.anchorNode, s.anchorOffset, s.focusNode, s.focusOffset];
      acted = false;
      dismissed = false;
    } else if (!restore()) {
      last = null;
    }
    requestAnimationFrame(() => listening.signal.aborted || offer());
  });
  on(document, "pointerdown", e => {
    touch = e.pointerType === "touch";
    if (bar && bar.contains(e.target)) return;
    acted = true;
    pressed = !touch;
  }, { capture: true });
  for (const event of ["pointerup", "pointercancel"]) {
    on(document, event, () => {
      pressed = false;
      requestAnimationFrame(() => listening.signal.aborted || offer());
    });
  }
  on(window, "scroll", offer, { passive: true });
  on(window, "resize", offer);
  on(document, "keydown", e => {
    const typing = e.target.closest && e.target.closest("input, textarea, select, [contenteditable]");
    if (typing || e.isComposing || e.altKey) return;
    acted = true;
    if (e.ctrlKey || e.metaKey) {
      if (e.key === "z" && !e.shiftKey && undo()) e.preventDefault();
      return;
    }
    if (e.key === "Escape") {
      dismissed = true;
      return hide();
    }
    const label = habits.letters !== false && labels.find(l => l.key === e.key);
    if (label && selected()) {
      e.preventDefault();
      mark(label);
    }
  });
  on(document, "DOMContentLoaded", () => {
    const article = element();
    const list = article ? read(keyOf(article)) : [];
    show(list);
    if (list.length) say(list.length === 1 ? "1 mark is waiting to be taken over" : list.length + " marks are waiting to be taken over");
  });

  window.quothEarly = {
    // The marks of an article (by default the painted one), oldest first.
    list(id) {
      const article = element();
      return id || article ? read(prefix + (id || article.dataset.article)) : [];
    },
    // The same, and from now on they are the caller's.
    take(id) {
      const list = this.list(id);
      const article = element();
      if (id || article) write(prefix + (id || article.dataset.article), []);
      listening.abort();
      show([]);
      if (bar) bar.remove();
      document.getElementById("early-status")?.remove();
      restore();
      return list;
    },
  };
})();
