// The tab's workers: how long they take, and for how long the screen's thread is
// held up meanwhile. node worker.mjs prints one line of JSON, in milliseconds.
//
// QUOTH_BIN is the server as shipped, MODULES a folder with playwright-core.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import crypto from 'node:crypto';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const { chromium } = createRequire(path.join(process.env.MODULES, 'package.json'))('playwright-core');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quoth-worker-'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const sleep = ms => new Promise(r => setTimeout(r, ms));
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const ready = `document.documentElement.dataset.quoth === 'ready'`;

let seed = 7;
const next = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const pick = list => list[next(list.length)];

// An article of our own making in which people speak, always the same.
function article(words) {
  const who = ['Mayor Ingrith Vandersloop', 'the harbour master', 'Odo Larkspur, who runs the ferry,', 'a senior official', 'she', 'the council', 'two engineers'];
  const said = ['said', 'told the council', 'denied', 'expects', 'wrote', 'warned', 'argued'];
  const what = ['the bridge will stay open until spring', 'nobody had counted the cracks', 'repairs cost 84 million crowns, a third more than in 2024', 'the ferry carries every load', 'old steel breaks because nobody looks'];
  const forms = [() => `\u201c${pick(what)},\u201d ${pick(who)} ${pick(said)}.`, () => `${pick(who)} ${pick(said)} that ${pick(what)}.`, () => `${pick(what)}, and ${pick(what)}.`];
  const blocks = ['<h1>What a bridge costs</h1>'];
  for (let count = 0; count < words;) {
    const sentences = Array.from({ length: 3 }, () => pick(forms)());
    count += sentences.join(' ').split(' ').length;
    blocks.push(`<p>${sentences.join(' ')}</p>`);
  }
  return `<!doctype html><html lang="en"><title>What a bridge costs</title><body><article>${blocks.join('\n')}</article></body></html>`;
}

// The files of a hundred people with a hundred marks each on 6,000 words.
function crowd() {
  const plain = article(6000).match(/<article>(.*)<\/article>/s)[1].replace(/<\/(p|h1)>\n?/g, '\n\n').replace(/<[^>]+>/g, '').trim();
  const range = (start, end) => ({ start, end, startUtf16: start, endUtf16: end }); // no character here needs two units
  let at = 0;
  const blocks = plain.split('\n\n').map((text, i) => {
    const block = { kind: i ? 'paragraph' : 'headline', ...range(at, at + text.length) };
    at = block.end + 2;
    return block;
  });
  const sha256 = crypto.createHash('sha256').update(plain).digest('hex');
  const scheme = JSON.parse(fs.readFileSync('internal/scheme/presets/quick-read.json'));
  const when = '2031-01-01T00:00:00Z';
  return Array.from({ length: 100 }, (_, who) => {
    const creator = `reader-${String(who).padStart(2, '0')}`;
    const annotations = Array.from({ length: 100 }, (_, i) => {
      let start = Math.floor(i * (plain.length - 400) / 100) + next(40);
      let end = start + 20 + next(200);
      while (/\s/.test(plain[start])) start++;
      while (/\s/.test(plain[end - 1])) end--;
      return { id: `a${i}`, label: pick(['claim', 'claim', 'claim', 'evidence', 'question']), spans: [{ ...range(start, end), exact: plain.slice(start, end) }], created: when, modified: when };
    });
    return {
      format: 'quoth', formatVersion: 1, generator: 'bench', exported: when, offsetUnit: 'codepoint',
      article: { id: sha256.slice(0, 32), sha256, meta: { title: 'What a bridge costs', language: 'en' }, text: plain, blocks },
      layers: [{ id: `layer-${creator}`, creator, created: when, modified: when, scheme, annotations }],
    };
  });
}

// watched notes what the page asks its worker, and every long task.
const watched = () => {
  window.__asks = [];
  window.__tasks = [];
  new PerformanceObserver(l => __tasks.push(...l.getEntries().map(e => e.duration))).observe({ entryTypes: ['longtask'] });
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (m, ...rest) {
    if (m?.ask) {
      const began = performance.now();
      this.addEventListener('message', e => e.data.id === m.id && (e.data.result || e.data.error) && __asks.push([m.ask, performance.now() - began]));
    }
    return post.call(this, m, ...rest);
  };
};
const asked = (page, what, n) => page.waitForFunction(([w, n]) => __asks.filter(a => a[0] === w).length >= n, [what, n], { timeout: 120000 });
const took = (page, what) => page.evaluate(w => __asks.filter(a => a[0] === w).map(a => a[1]), what);

// The worker is loaded by the first question, what is worth checking, and the
// weights by the next; the figures are of those that find both there.
async function suggestions(context, url, times) {
  const first = [], attributions = [], claims = [];
  let task = 0;
  for (let i = 0; i < times; i++) {
    const page = await context.newPage();
    await page.addInitScript(watched);
    await page.goto(url);
    await page.waitForFunction(ready, null, { timeout: 120000 });
    await sleep(1500);
    for (const round of [1, 2]) {
      await page.keyboard.press(';');
      await asked(page, 'claims', round);
      await sleep(700);
      await page.keyboard.press('Escape');
      if (round === 1) await page.evaluate(() => { __tasks.length = 0; });
      await page.keyboard.press('.');
      await asked(page, 'attributions', round);
      await sleep(1500);
      await page.keyboard.press('Escape');
    }
    first.push((await took(page, 'attributions'))[0]);
    attributions.push((await took(page, 'attributions'))[1]);
    claims.push((await took(page, 'claims'))[1]);
    task = Math.max(task, ...await page.evaluate('__tasks'));
    await page.close();
  }
  return { first: median(first), took: median(attributions), claims: median(claims), task };
}

async function agreement(context, origin) {
  const page = await context.newPage();
  await page.addInitScript(watched);
  await page.goto(origin + '/studio/agreement');
  await page.waitForSelector('.empty');
  const names = crowd().map((d, i) => {
    const name = path.join(folder, `crowd-${i}.json`);
    fs.writeFileSync(name, JSON.stringify(d));
    return name;
  });
  const chooser = page.waitForEvent('filechooser');
  await page.click('#open');
  await (await chooser).setFiles(names);
  await page.waitForFunction(() => document.querySelector('#compared')?.textContent.includes('100 layers'), null, { timeout: 120000 });
  await sleep(2000);
  const measured = [];
  await page.evaluate(() => { __asks.length = 0; __tasks.length = 0; });
  for (let i = 1; i <= 5; i++) {
    await page.evaluate(() => document.getElementById('scheme').dispatchEvent(new Event('change', { bubbles: true })));
    await asked(page, 'agreement', i);
    await sleep(1000);
    measured.push(Number(await page.getAttribute('#compared', 'data-took')));
  }
  const agreementWhole = median(await took(page, 'agreement')), agreementTask = Math.max(0, ...await page.evaluate('__tasks'));
  await page.close();
  return { agreement: median(measured), agreementWhole, agreementTask };
}

fs.writeFileSync(path.join(folder, 'short.html'), article(1000));
fs.writeFileSync(path.join(folder, 'long.html'), article(100000));
const port = 20000 + Math.floor(Math.random() * 20000);
const server = spawn(process.env.QUOTH_BIN, ['serve', '--address', `127.0.0.1:${port}`, '--articles', folder], { stdio: 'ignore' });
const origin = `http://127.0.0.1:${port}`;
for (let i = 0; i < 400 && !(await fetch(origin + '/healthz').then(r => r.ok, () => false)); i++) await sleep(50);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true, serviceWorkers: 'block' });
  const short = await suggestions(context, origin + '/read/short', 9);
  const long = await suggestions(context, origin + '/read/long', 3);
  console.log(JSON.stringify({ short: short.took, shortFirst: short.first, long: long.took, longTask: long.task, worth: long.claims, ...await agreement(context, origin) }));
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(folder, { recursive: true, force: true });
}
