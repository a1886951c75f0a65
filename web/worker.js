// Loads Quoth's second program into a Web Worker and hands it what the page
// asks. Questions that come before the program has are kept for it.
"use strict";

const early = [];
let ask = question => early.push(question);

addEventListener("message", event => {
  if (event.data.parts) start(event.data.parts);
  else ask(event.data);
});

async function start(parts) {
  try {
    // Without a connection the rules alone still find most.
    self.quothWeights = async (language, arrived) => {
      const response = parts[language] && await fetch(parts[language]).catch(() => null);
      arrived(response?.ok ? new Uint8Array(await response.arrayBuffer()) : null);
    };
    self.quothReady = () => {
      ask = self.quothAsk;
      early.splice(0).forEach(ask);
    };
    importScripts(parts.exec);
    const go = new Go();
    const response = fetch(parts.wasm).then(r => {
      if (!r.ok) throw new Error("the server answered " + r.status);
      return r;
    });
    const { instance } = WebAssembly.instantiateStreaming
      ? await WebAssembly.instantiateStreaming(response, go.importObject)
      : await WebAssembly.instantiate(await (await response).arrayBuffer(), go.importObject);
    await go.run(instance);
    throw new Error("it has stopped");
  } catch (err) {
    postMessage({ failed: err.message });
  }
}
