// Quoth by itself: what a visit costs on a slow line, offline, and in an
// article of 100,000 words. node alone.mjs prints one line of JSON.
//
// QUOTH_BIN is the server as shipped, QUOTH_BENCH_BIN the one with
// window.quothBench (app/bench.go), MODULES a folder with playwright-core.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const { chromium } = createRequire(path.join(process.env.MODULES, 'package.json'))('playwright-core');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quoth-alone-'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--js-flags=--expose-gc'];
const children = [];
const sleep = ms => new Promise(r => setTimeout(r, ms));
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const p95 = list => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1];
const slow = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const ready = `document.documentElement.dataset.quoth === 'ready'`;

async function serve(binary) {
  const port = 20000 + Math.floor(Math.random() * 20000);
  children.push(spawn(binary, ['serve', '--address', `127.0.0.1:${port}`, '--articles', folder], { stdio: 'ignore' }));
  for (let i = 0; i < 400 && !(await fetch(`http://127.0.0.1:${port}/healthz`).then(r => r.ok, () => false)); i++) await sleep(50);
  return `http://127.0.0.1:${port}`;
}

// An article of our own making, always the same.
function article(words) {
  const vocabulary = 'the harbour bridge of Port Merrow will stay open until spring because nobody on council wants ferry crews to carry every load at night while engineers look for cracks in old steel and officials count what repairs cost'.split(' ');
  let seed = 7;
  const next = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const blocks = ['<h1>What a bridge costs</h1>'];
  for (let count = 0; count < words;) {
    const sentences = [];
    for (let s = 0; s < 3; s++) {
      const n = 10 + next(14);
      const list = Array.from({ length: n }, () => vocabulary[next(vocabulary.length)]);
      list[0] = list[0][0].toUpperCase() + list[0].slice(1);
      sentences.push(list.join(' ') + '.');
      count += n;
    }
    blocks.push(`<p>${sentences.join(' ')}</p>`);
  }
  return `<!doctype html><html lang="en"><title>What a bridge costs</title><body><article>${blocks.join('\n')}</article></body></html>`;
}

const newPage = async (browser, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true, ...options });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  return { context, page, cdp };
};
const throttle = async cdp => {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', slow);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
};

// The same page as nothing but text: what any page must cost.
function staticPage(html) {
  const bare = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<link[^>]*>/g, '');
  const body = zlib.brotliCompressSync(bare);
  const server = http.createServer((q, s) => { s.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' }); s.end(body); });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done({ server, url: `http://127.0.0.1:${server.address().port}/` })));
}

const fcp = page => page.evaluate(() => new Promise(done => {
  const look = () => { const e = performance.getEntriesByName('first-contentful-paint')[0]; if (e) done(e.startTime); else requestAnimationFrame(look); };
  look();
}));

async function firstVisits(browser, origin) {
  const url = origin + '/read/harbour-bridge';
  const html = await (await fetch(url)).text();
  const later = JSON.parse(html.match(/id="quoth-boot">([^<]*)</)[1]).worker; // loaded when first wanted
  const assets = [...new Set([url, ...[...html.matchAll(/"(\/assets\/[^"]+|\/manifest[^"]+)"/g)].filter(m => m[1] === later.exec || !Object.values(later).includes(m[1])).map(m => origin + m[1]), origin + '/sw.js'])];
  let bytes = 0;
  for (const a of assets) bytes += await size(a);
  const bare = await staticPage(html);
  const out = { bytes, files: assets.length, fcp: [], staticFcp: [], mark: [], taken: [] };
  for (let i = 0; i < 3; i++) {
    let v = await newPage(browser);
    await throttle(v.cdp);
    await v.page.goto(bare.url, { waitUntil: 'commit' });
    out.staticFcp.push(await fcp(v.page));
    await v.context.close();
    v = await newPage(browser);
    await v.page.addInitScript(() => {
      const look = () => {
        if (!window.__mark && window.quothEarly && document.getElementById('article')) window.__mark = performance.now();
        if (document.documentElement.dataset.quoth === 'ready') window.__taken = performance.now(); else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await throttle(v.cdp);
    await v.page.goto(url, { waitUntil: 'commit' });
    out.fcp.push(await fcp(v.page));
    await v.page.waitForFunction('window.__taken > 0', null, { timeout: 60000 });
    out.mark.push(await v.page.evaluate('window.__mark'));
    out.taken.push(await v.page.evaluate('window.__taken'));
    await v.context.close();
  }
  bare.server.close();
  return { bytes, files: assets.length, fcp: median(out.fcp), staticFcp: median(out.staticFcp), mark: median(out.mark), taken: median(out.taken) };
}

const size = url => new Promise((done, fail) => http.get(url, { headers: { 'accept-encoding': 'br' } }, r => { let n = 0; r.on('data', d => (n += d.length)); r.on('end', () => done(n)); }).on('error', fail));

async function secondVisits(browser, origin) {
  const { context, page } = await newPage(browser);
  await page.goto(origin + '/read/harbour-bridge');
  await page.waitForFunction(ready, null, { timeout: 60000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await sleep(4000);
  await page.reload();
  await page.waitForFunction(ready, null, { timeout: 60000 });
  await sleep(1000);
  await context.setOffline(true);
  const times = [];
  for (let i = 0; i < 5; i++) {
    const again = await context.newPage();
    await again.goto(origin + '/read/harbour-bridge', { waitUntil: 'commit' });
    await again.waitForFunction(ready, null, { timeout: 60000 });
    times.push(await again.evaluate(() => performance.now()));
    await again.close();
  }
  await context.close();
  return median(times);
}

async function longArticle(browser, origin) {
  const { context, page, cdp } = await newPage(browser);
  await page.addInitScript(() => {
    window.__writes = [];
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args) {
      const tx = begin.apply(this, args);
      const t = performance.now();
      if (args[1] === 'readwrite') tx.addEventListener('complete', () => window.__writes.push(performance.now() - t));
      return tx;
    };
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...args) => {
      const result = await instantiate(...args);
      window.__memory = result.instance.exports.mem;
      return result;
    };
  });
  await page.goto(origin + '/read/long');
  await page.waitForFunction(`${ready} && window.quothBench`, null, { timeout: 120000 });
  const count = 10000;
  await page.evaluate(async n => {
    const whole = document.getElementById('article').textContent;
    const words = [...whole.matchAll(/\S+/g)].map(m => m.index);
    const list = [];
    for (let i = 0; i < n; i++) {
      const last = words.length - 40;
      for (let k = Math.floor(i * last / n); ; k++) { // a mark stays within its paragraph
        const start = words[k % last];
        const end = words[k % last + 8 + i % 25] - 1;
        if (whole.slice(start, end).includes('\n')) continue;
        list.push({ id: 'a' + String(i).padStart(5, '0'), start, end, label: ['claim', 'quote', 'stat'][i % 3] });
        break;
      }
    }
    await quothBench.store(JSON.stringify(list));
  }, count);
  await sleep(1000);
  const open = await page.evaluate(async () => {
    const frame = () => new Promise(r => requestAnimationFrame(() => setTimeout(r, 0)));
    const t = performance.now();
    await quothBench.open();
    while (!quothBench.painted()) await frame();
    await frame();
    return performance.now() - t;
  });
  await sleep(1500);
  await page.evaluate(() => { window.__writes.length = 0; });
  // Undo after a key, event to painted frame.
  const undo = [];
  for (let i = 0; i < 12; i++) {
    await page.evaluate(k => { const b = document.getElementById('b' + (3 + k)); const t = document.createTreeWalker(b, 4).nextNode(); getSelection().setBaseAndExtent(t, 0, t, Math.min(12, t.length)); document.dispatchEvent(new PointerEvent('pointerup')); b.dispatchEvent(new PointerEvent('pointerup', { bubbles: true })); }, i);
    const before = await page.evaluate(() => quothBench.count());
    await page.keyboard.press('c');
    await page.waitForFunction(n => quothBench.count() > n, before);
    await sleep(350);
    const timed = page.evaluate(() => new Promise(done => {
      const n = quothBench.count();
      addEventListener('keydown', e => { const look = () => quothBench.count() < n ? setTimeout(() => done(performance.now() - e.timeStamp), 0) : requestAnimationFrame(look); requestAnimationFrame(look); }, { once: true, capture: true });
    }));
    await page.keyboard.press('Control+z');
    undo.push(await timed);
    await sleep(250);
  }
  const writes = await page.evaluate('window.__writes');
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = await cdp.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate('window.__memory.buffer.byteLength');
  await context.close();
  return { open, undo: median(undo), undoP95: p95(undo), write: median(writes), writeP95: p95(writes), heapMB: heap.usedSize / 2 ** 20, wasmMB: wasm / 2 ** 20 };
}

fs.writeFileSync(path.join(folder, 'long.html'), article(100000));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: flags });
try {
  const shipped = await serve(process.env.QUOTH_BIN);
  const first = await firstVisits(browser, shipped);
  const offline = await secondVisits(browser, shipped);
  const long = await longArticle(browser, await serve(process.env.QUOTH_BENCH_BIN));
  console.log(JSON.stringify({ chromium: browser.version(), cpu: os.cpus()[0].model, cpus: os.cpus().length, ...first, offline, ...long }));
} finally {
  await browser.close();
  for (const c of children) c.kill();
  fs.rmSync(folder, { recursive: true, force: true });
}
