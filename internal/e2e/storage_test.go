package e2e

import (
	"strings"
	"testing"
	"time"
)

const keep = `<!doctype html><html lang="en"><meta charset="utf-8"><title>keep</title><script>
const opened = new Promise((done, lost) => {
	const request = indexedDB.open("kept", 1);
	request.onupgradeneeded = () => request.result.createObjectStore("s");
	request.onsuccess = () => done(request.result);
	request.onerror = () => lost(request.error);
});
const put = async (key, value) => new Promise(async (done, lost) => {
	const tx = (await opened).transaction("s", "readwrite", { durability: "strict" });
	tx.objectStore("s").put(value, key);
	tx.oncomplete = () => done(true);
	tx.onabort = () => lost(tx.error);
});
const get = async key => new Promise(async done => {
	const request = (await opened).transaction("s").objectStore("s").get(key);
	request.onsuccess = () => done(request.result ?? null);
});
</script></html>`

func TestWhatIsSavedOutlivesTheBrowser(t *testing.T) {
	base, profile := single(t, keep), t.TempDir()
	c := NewChromiumOn(t, profile)
	c.Open(base)
	c.Do(`put("a", "kept")`)
	c.KillRenderer()
	c.Reload()
	c.WaitFor(`get("a").then(v => v === "kept")`)
	c.Do(`put("b", "kept too")`)
	c.Kill()

	c = NewChromiumOn(t, profile)
	c.Open(base)
	if got := Eval[[]string](c, `Promise.all([get("a"), get("b")])`); got[0] != "kept" || got[1] != "kept too" {
		t.Errorf("left is %q", got)
	}
}

func TestAStorageMayBeFullOrMissing(t *testing.T) {
	base := single(t, keep)
	c := NewChromium(t)
	c.Open(base)
	c.Quota(strings.TrimSuffix(base, "/"), 200_000)
	if got := Eval[string](c, `put("big", "x".repeat(3000000)).then(() => "kept", e => e.name)`); got != "QuotaExceededError" {
		t.Errorf("a full storage says %q", got)
	}
	c.Allow("reading 'open'")
	c.Before("delete window.indexedDB; Object.defineProperty(window, 'indexedDB', {value: undefined})")
	c.Reload()
	c.WaitFor(`window.indexedDB === undefined`)
}

func TestWithoutANetworkOnlyTheServiceWorkerAnswers(t *testing.T) {
	base := serve(t, map[string]string{
		"/": `<!doctype html><html lang="en"><meta charset="utf-8"><title>cached</title><script>navigator.serviceWorker.register("/sw.js")</script></html>`,
		"/sw.js": `oninstall = e => e.waitUntil(caches.open("c").then(c => c.add("/")).then(() => skipWaiting()));
			onactivate = e => e.waitUntil(clients.claim());
			onfetch = e => e.respondWith(caches.match(e.request).then(r => r ?? fetch(e.request)));`,
		"/favicon.ico": "", "/plain": "plain",
	})
	c := NewChromium(t)
	c.Open(base)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`)
	c.Do(`fetch("/plain")`)
	c.Allow("Failed to load resource")
	c.Allow("Failed to fetch")
	c.Network(Line{Offline: true})
	c.WaitFor(`!navigator.onLine`)
	c.Reload()
	c.WaitFor(`document.title === "cached"`)
	if !Eval[bool](c, `fetch("/plain").then(() => false, () => true)`) {
		t.Error("the service worker reached the network")
	}
	c.Network(Line{Latency: 300 * time.Millisecond})
	c.WaitFor(`navigator.onLine`)
	if took := Eval[float64](c, `(async () => { const t = performance.now(); await fetch("/favicon.ico?x"); return performance.now() - t; })()`); took < 250 {
		t.Errorf("a slow line answered in %v ms", took)
	}
	c.Network(Line{})
	c.WaitFor(`fetch("/plain").then(r => r.ok)`)
}
