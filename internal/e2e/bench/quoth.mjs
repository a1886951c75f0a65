// Quoth as a driver of the side-by-side annotator benchmark. The program runs
// as it is shipped; what it serves is passed on unchanged, and counted.
//
// QUOTH_BIN is the server, QUOTH_BENCH_BIN one whose browser program was built
// with the tag "bench", which adds window.quothBench (app/bench.go) so that
// marks can be stored and counted from outside. Sizes and loading are measured
// with the first, everything else with the second.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { sizes } from '../lib/server.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quoth-bench-'));
const running = new Map(); // binary -> address
process.on('exit', () => { for (const { child } of running.values()) child.kill(); fs.rmSync(folder, { recursive: true, force: true }); });

async function serve(binary, article) {
  const name = `bench-${article.words}`;
  const file = path.join(folder, `${name}.html`);
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title></head><body><article>${article.html}</article></body></html>`);
    running.get(binary)?.child.kill(); // the folder is read at the start
    running.delete(binary);
  }
  if (!running.has(binary)) {
    const port = 20000 + Math.floor(Math.random() * 20000);
    const child = spawn(binary, ['serve', '--address', `127.0.0.1:${port}`, '--articles', folder], { stdio: 'ignore' });
    const origin = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 400; i++) {
      if (await fetch(origin + '/healthz').then(r => r.ok, () => false)) break;
      await new Promise(r => setTimeout(r, 50));
    }
    running.set(binary, { child, origin });
  }
  return { origin: running.get(binary).origin, path: `/read/${name}` };
}

const mk = (name, title, binary, page, only) => ({
  name, title, kind: 'ours', version: 'dev', license: 'Apache-2.0', only,
  commit: { events: ['keydown'], act: p => p.keyboard.press('c') },
  async prepare({ server, article }) {
    if (!binary) throw new Error('QUOTH_BIN is not set');
    const at = await serve(binary, article);
    this.path = at.path;
    server.handle(async (q, s, u) => {
      const answer = await fetch(at.origin + u.pathname + u.search, { headers: { 'accept-encoding': 'identity' }, redirect: 'manual' });
      let body = Buffer.from(await answer.arrayBuffer());
      const type = answer.headers.get('content-type') || 'application/octet-stream';
      const isPage = u.pathname === at.path;
      if (isPage) body = Buffer.from(body.toString().replace('</body>', `<script>${page}</script></body>`));
      const z = sizes(body, path.extname(u.pathname) || '.html');
      s.writeHead(answer.status, { 'Content-Type': type, 'Cache-Control': answer.headers.get('cache-control') || 'no-cache', 'Content-Length': z.body.length, ...(z.enc ? { 'Content-Encoding': z.enc } : {}), ...(u.pathname === '/sw.js' ? { 'Service-Worker-Allowed': '/' } : {}) });
      s.end(z.body);
      server.log.push({ url: u.pathname, status: answer.status, raw: z.raw, gzip: z.gzip, br: z.br, count: !isPage });
      return true;
    });
    return null;
  },
});

// Ready when the program has taken over; "early" when the first mark is possible.
const takenOver = `__h.driver({ ready: __h.untilFrame(() => document.documentElement.dataset.quoth === 'ready', 120000), load() {}, count: () => 0 });`;
const early = `__h.driver({ ready: __h.untilFrame(() => window.quothEarly && document.getElementById('article'), 120000), load() {}, count: () => 0 });`;
const session = `
__h.driver({
  ready: __h.untilFrame(() => window.quothBench && document.documentElement.dataset.quoth === 'ready', 120000),
  load() {},
  count: () => quothBench.count(),
  shown: () => quothBench.made(),
  gone: id => !quothBench.has(id),
  remove: id => quothBench.remove(id),
});
addEventListener('click', () => { const id = quothBench.active(); if (id) __drv.hits.push([id]); });
`;

// The marks are put into the tab's storage, as an earlier visit would have
// left them; what is timed is opening them from there until they are painted.
async function waitLoaded({ page, anns }) {
  await page.evaluate(list => quothBench.store(JSON.stringify(list)), anns);
  await new Promise(r => setTimeout(r, 1000));
  return page.evaluate(async () => {
    const t = performance.now();
    await quothBench.open();
    await __h.untilFrame(() => quothBench.painted(), 60000);
    await __h.afterPaint();
    return performance.now() - t;
  });
}

export default [
  mk('quoth', 'Quoth: the program has taken over', process.env.QUOTH_BIN, takenOver, ['load']),
  mk('quoth-early', 'Quoth: first mark possible', process.env.QUOTH_BIN, early, ['load']),
  { ...mk('quoth-session', 'Quoth', process.env.QUOTH_BENCH_BIN, session), loadsFromServer: true, waitLoaded },
];
