// Loads the program and gives it the functions that go-app expects of its page.
//
// The program is compiled while it arrives, from the response as it is: a
// browser keeps the compiled code of a response that nothing has touched, so
// the next visit starts at once. That is why the progress tells no percentage.
(() => {
  "use strict";
  const boot = JSON.parse(document.getElementById("quoth-boot").textContent);
  const status = document.getElementById("boot-status");
  let registration = null;
  let prompt = null; // the browser's offer to install
  let replacing = false;

  // What go-app calls and sets.
  window.goappNav = () => {};
  window.goappOnUpdate = () => {};
  window.goappOnAppInstallChange = () => {};
  window.goappGetenv = name => boot.env[name] || "";
  window.goappKeepBodyClean = () => () => {};
  window.goappIsAppInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  window.goappIsAppInstallable = () => prompt !== null && !window.goappIsAppInstalled();
  window.goappShowInstallPrompt = async () => {
    const asked = prompt;
    prompt = null;
    if (asked) await asked.prompt();
    window.goappOnAppInstallChange();
  };
  window.goappTryUpdate = () => registration?.update();
  window.goappSubscribePushNotifications = async () => "";
  window.goappNewNotification = () => {};

  addEventListener("beforeinstallprompt", e => {
    e.preventDefault();
    prompt = e;
    window.goappOnAppInstallChange();
  });
  addEventListener("appinstalled", () => {
    prompt = null;
    window.goappOnAppInstallChange();
  });

  // When the program takes over it draws the start page anew. A press that
  // began on a link of the old one still follows it.
  let pressed = null;
  addEventListener("pointerdown", e => (pressed = e.button === 0 && e.target.closest("a[href]")), { capture: true });
  addEventListener("pointerup", () => {
    if (pressed && !pressed.isConnected) window.goappNav(pressed.href);
    pressed = null;
  });

  // The studio is another program, and classes are pages of the server: a link
  // from one to the other loads the page, and go-app, which would draw it
  // itself, does not hear of it.
  const elsewhere = (from, to) => to.startsWith("/class/") || from.startsWith("/class/") || from.startsWith("/studio/") !== to.startsWith("/studio/");
  addEventListener("click", e => {
    const link = e.target.closest?.("a[href]");
    if (link?.origin === location.origin && !link.hash && elsewhere(location.pathname, link.pathname)) e.stopImmediatePropagation();
  }, { capture: true });

  // Files that are dropped before the program has come wait for it; the
  // browser would leave the page for them.
  const dropped = [];
  const catching = new AbortController();
  addEventListener("dragover", e => e.preventDefault(), { signal: catching.signal });
  addEventListener("drop", e => {
    e.preventDefault();
    dropped.push(...e.dataTransfer.files);
    if (dropped.length && !document.getElementById("article")) say("Your file is read as soon as the program has come.");
  }, { signal: catching.signal });
  window.quothTakeDropped = () => {
    catching.abort();
    return dropped.splice(0);
  };

  // The reader has asked for the new version: it takes over, and the page
  // comes again with it.
  window.quothUseNewVersion = () => {
    if (!registration?.waiting) return location.reload();
    replacing = true;
    registration.waiting.postMessage("skipWaiting");
  };

  function say(words, again) {
    status.textContent = words;
    if (!again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Try again";
    button.addEventListener("click", start);
    status.append(" ", button);
  }

  const reading = document.getElementById("article") ? " You can read and mark already." : "";

  async function start() {
    if (!boot.wasm) return say("The browser program is not built: run make build.");
    if (typeof WebAssembly !== "object") {
      return say("This browser cannot run the program: it has no WebAssembly, or it is switched off.");
    }
    if (typeof Go !== "function") return say("A part of the program did not arrive. Load the page again.", false);
    say("Loading the program (" + boot.size + ")…" + reading);
    try {
      const go = new Go();
      const { instance } = await instantiate(go.importObject);
      say("Starting…");
      const ended = go.run(instance);
      document.documentElement.dataset.program = "running";
      status.textContent = "";
      whenIdle(keepOffline);
      await ended;
      say("The program has stopped. What was marked is kept. Load the page again.");
    } catch (err) {
      console.error(err);
      const why = navigator.onLine ? "The program could not be loaded (" + err.message + ")." : "There is no network, and the program is not on this device yet.";
      say(why + " What you marked is kept.", true);
    }
  }

  async function instantiate(imports) {
    const response = fetch(boot.wasm).then(r => {
      if (!r.ok) throw new Error("the server answered " + r.status);
      return r;
    });
    if (WebAssembly.instantiateStreaming) return WebAssembly.instantiateStreaming(response, imports);
    return WebAssembly.instantiate(await (await response).arrayBuffer(), imports);
  }

  function whenIdle(f) {
    if (window.requestIdleCallback) requestIdleCallback(f, { timeout: 3000 });
    else setTimeout(f, 500);
  }

  // Only now, so that nothing competes with the first start.
  async function keepOffline() {
    if (!navigator.serviceWorker) return;
    try {
      registration = await navigator.serviceWorker.register("/sw.js");
    } catch (err) {
      console.warn("Quoth cannot be kept for use without a network:", err);
      return;
    }
    const watch = worker => worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) window.goappOnUpdate();
    });
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
    if (registration.waiting && navigator.serviceWorker.controller) window.goappOnUpdate();
    navigator.serviceWorker.addEventListener("controllerchange", () => replacing && location.reload());
    const hour = 3600e3;
    setInterval(() => registration.update().catch(() => {}), hour);
  }

  start();
})();
