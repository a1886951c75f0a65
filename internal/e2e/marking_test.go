package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// opened is a sample article of a server of its own, ready to be marked.
func opened(t *testing.T, sample string) *Chromium {
	t.Helper()
	c := NewChromium(t)
	c.Open(Start(t).URL + "/read/" + sample)
	c.WaitFor(`document.documentElement.dataset.quoth === "ready"`)
	return c
}

// marksOf reads the annotations from the marks in the page, in text order, as
// "Label: words … words". Pieces that stand side by side are one span.
const marksOf = `(() => {
	const marks = new Map();
	for (const piece of document.querySelectorAll("#article mark")) {
		const before = document.createRange();
		before.setStart(document.getElementById("article"), 0);
		before.setEndBefore(piece);
		const start = before.toString().length, end = start + piece.textContent.length;
		const begins = (piece.dataset.begin ?? "").split(", ").filter(s => s.endsWith(" begins"));
		for (const id of piece.dataset.ids.split(" ")) {
			const m = marks.get(id);
			if (!m) marks.set(id, { text: begins.shift().replace(/ begins$/, "") + ": " + piece.textContent, end });
			else {
				const all = document.getElementById("article").textContent.slice(m.end, start);
				m.text += (all === "" ? "" : all.trim() === "" ? " | " : " … ") + piece.textContent;
				m.end = end;
			}
		}
	}
	return [...marks.values()].map(m => m.text);
})()`

// areMarked waits until exactly these annotations are in the page.
func areMarked(t *testing.T, c *Chromium, want ...string) {
	t.Helper()
	c.poll(func(ctx context.Context) (string, error) {
		out, err := c.driver.eval(ctx, marksOf)
		if err != nil {
			return "", err
		}
		var got []string
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			return "", err
		}
		if !slices.Equal(got, want) {
			return fmt.Sprintf("there are %q", got), nil
		}
		return "", nil
	}, "wait for the marks %q", want)
}

// barText is what the bar offers; empty if it is not shown.
const barText = `(() => { const bar = document.getElementById("bar"); return bar.hidden ? "" : [...bar.querySelectorAll("button")].map(b => b.innerText.replace(/\s+/g, " ").trim()).join(" | "); })()`
