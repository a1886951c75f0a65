import { readFileSync } from "node:fs";

const doc = JSON.parse(readFileSync(process.argv[2], "utf8"));
let right = 0;
for (const layer of doc.layers)
  for (const a of layer.annotations)
    for (const s of a.spans) {
      if (doc.article.text.slice(s.startUtf16, s.endUtf16) !== s.exact) throw new Error(a.id);
      right++;
    }
console.log(right, "spans right");
