// What a hand needs to know about the page: where things are, and whether they
// can be reached. Sent with each question, so that the page keeps nothing of it.
// A target is an element, or a range of words in #article.

// What is read: the article, or in the studio a passage of it.
const article = () => document.getElementById("article") ?? document.getElementById("passage");

// flat is the text of the article and the text nodes it is made of.
function flat() {
  const nodes = [];
  let text = "";
  if (!article()) return { nodes, text };
  const walk = document.createTreeWalker(article(), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    nodes.push([walk.currentNode, text.length]);
    text += walk.currentNode.data;
  }
  return { nodes, text };
}

// piece is the range of [start, end) of flat().text.
function piece(nodes, start, end) {
  const range = document.createRange();
  const first = nodes.findLast(([, at]) => at <= start);
  const last = nodes.findLast(([, at]) => at < end);
  range.setStart(first[0], start - first[1]);
  range.setEnd(last[0], end - last[1]);
  return range;
}

function words(wanted) {
  const { nodes, text } = flat();
  const at = text.indexOf(wanted);
  return at < 0 ? [] : [piece(nodes, at, at + wanted.length)];
}

const css = selector => [...document.querySelectorAll(selector)];
const box = target => [...target.getClientRects()].find(r => r.width > 0 && r.height > 0);
const element = target => target instanceof Range ? target.commonAncestorContainer.parentElement ?? target.commonAncestorContainer : target;
const shown = target => box(target) && element(target).checkVisibility({ visibilityProperty: true });
const tell = node => node ? node.cloneNode(false).outerHTML.slice(0, 120) : "nothing";

// hits says whether the target is what is on top at a point.
function hits(target, x, y) {
  const top = document.elementFromPoint(x, y);
  if (!top) return false;
  if (target instanceof Range) return !!article()?.contains(top);
  return target.contains(top) || [...(target.labels ?? [])].some(l => l.contains(top));
}

// reveal brings a target to the middle of everything that scrolls around it.
function reveal(target) {
  for (let e = element(target); e; e = e.parentElement) {
    const scrolls = e === document.scrollingElement || (/auto|scroll/.test(getComputedStyle(e).overflow) && (e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth));
    const r = box(target);
    if (!scrolls || !r) continue;
    const frame = e === document.scrollingElement ? { top: 0, left: 0, bottom: innerHeight, right: innerWidth } : e.getBoundingClientRect();
    const left = r.left < frame.left || r.right > frame.right ? r.left - (frame.left + frame.right) / 2 : 0;
    e.scrollBy({ left, top: r.top - (frame.top + frame.bottom) / 2, behavior: "instant" });
  }
}

const pause = ms => new Promise(done => setTimeout(done, ms));
const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;

// reach returns the point that pick(box) names, once it stands still, is in the
// window and is not covered, or says why not.
async function reach(target, pick) {
  for (const scroll of [false, true]) {
    if (scroll) reveal(target);
    let r = box(target);
    await pause(16);
    const now = box(target);
    if (!r || !now) return { why: "it is not visible" };
    if (r.left !== now.left || r.top !== now.top) return { why: "it keeps moving" };
    const [x, y] = pick(now);
    if (inside(x, y) && hits(target, x, y)) return { x, y };
    if (scroll) return { why: inside(x, y) ? "it is covered by " + tell(document.elementFromPoint(x, y)) : "it stays outside the window" };
  }
}

async function spot(targets) {
  const target = targets.find(shown);
  if (!target) return { why: targets.length ? "it is there, but not visible" : "it is not there" };
  return reach(target, r => [r.left + r.width / 2, r.top + r.height / 2]);
}

function read(targets) {
  const target = targets.find(shown) ?? targets[0];
  if (!target) return { why: "it is not there" };
  return { text: target instanceof Range ? target.toString() : target.innerText ?? target.textContent };
}

// caret is the place in flat().text that a press at a point means.
function caret(x, y) {
  const at = document.caretPositionFromPoint(x, y);
  if (!at || !article().contains(at.offsetNode)) return -1;
  const before = document.createRange();
  before.setStart(article(), 0);
  before.setEnd(at.offsetNode, at.offset);
  return before.toString().length;
}

// edge is the point where a drag has to start or end to mean a place in the
// text. Which side of a letter that is depends on its direction, so the page
// is asked which one it takes for the place.
async function edge(from, to, last) {
  const { nodes, text } = flat();
  const start = text.indexOf(from);
  if (start < 0) return { why: `there is no “${from}” in #article` };
  const found = text.indexOf(to, start);
  if (found < 0) return { why: `there is no “${to}” after “${from}” in #article` };
  const place = last ? found + to.length : start;
  const units = last ? -[...text.slice(0, place)].at(-1).length : [...text.slice(place, place + 2)][0].length;
  const letter = piece(nodes, Math.min(place, place + units), Math.max(place, place + units));
  if (!box(letter)) return { why: "its letter is not visible" };
  let why;
  for (const side of last ? [1, 0] : [0, 1]) {
    const got = await reach(letter, r => {
      const step = Math.min(1, r.width / 4);
      return [side ? r.right - step : r.left + step, r.top + r.height / 2];
    });
    if (got.why) why = got.why;
    else if (caret(got.x, got.y) === place) return got;
    else why ??= "no side of its letter means that place";
  }
  return { why };
}

// within says whether a point lies in what is selected: a press there would
// drag the selection away instead of starting another.
function within(x, y) {
  const selection = getSelection();
  return !selection.isCollapsed && selection.rangeCount > 0 && [...selection.getRangeAt(0).getClientRects()].some(r => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom);
}
