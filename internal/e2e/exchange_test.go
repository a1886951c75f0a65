package e2e

import (
	"strings"
	"testing"
)

const exchange = `<!doctype html><html lang="en"><meta charset="utf-8"><title>exchange</title>
<div id="zone" style="height:80px">Drop here</div>
<button id="open">Open a file</button> <button id="save">Save</button> <input type="file" id="input" aria-label="File">
<script>
window.got = [];
const take = async (how, files) => { for (const f of files) got.push(how + " " + f.name + " " + await f.text()); };
zone.ondragover = e => e.preventDefault();
zone.ondrop = e => { e.preventDefault(); take("dropped", e.dataTransfer.files); };
open.onclick = null;
document.getElementById("open").onclick = () => { const i = document.createElement("input"); i.type = "file"; i.onchange = () => take("chosen", i.files); i.oncancel = () => got.push("cancelled"); i.click(); };
input.onchange = () => take("set", input.files);
save.onclick = () => { const a = document.createElement("a"); a.download = "saved.json"; a.href = URL.createObjectURL(new Blob(['{"a":1}'])); a.click(); };
addEventListener("paste", e => got.push("pasted " + e.isTrusted + " " + e.clipboardData.getData("text/html") + " " + e.clipboardData.getData("text/plain")));
addEventListener("copy", e => got.push("copied"));
</script></html>`

func TestFilesAndTheClipboardComeAndGo(t *testing.T) {
	c := NewChromium(t)
	c.Open(single(t, exchange))
	last := func(want string) {
		t.Helper()
		c.WaitFor(`got.at(-1) === ` + quoteJS(want))
	}
	file := c.File("story.txt", []byte("Once."))
	c.Drop("#zone", file)
	last("dropped story.txt Once.")
	c.Choose("#open", file)
	last("chosen story.txt Once.")
	c.Choose("#open")
	last("cancelled")
	c.SetFiles("#input", file)
	last("set story.txt Once.")
	c.Paste(`<p onclick="x()">The <b>mayor</b></p>`, "The mayor")
	last(`pasted true <p onclick="x()">The <b>mayor</b></p> The mayor`)
	c.Paste("", "plain")
	last("pasted true  plain")
	if got := c.Clipboard("text/plain"); got != "plain" {
		t.Errorf("clipboard = %q", got)
	}
	for range 2 {
		name, data := c.Download(func() { c.Click("#save") })
		if !strings.HasPrefix(name, "saved") || string(data) != `{"a":1}` {
			t.Errorf("downloaded %q: %q", name, data)
		}
	}
	c.DenyClipboard()
	if got := Eval[string](c, `navigator.clipboard.readText().then(() => "read", e => e.name)`); got != "NotAllowedError" {
		t.Errorf("denied: %q", got)
	}
}

func TestAxeFindsWhatIsPlanted(t *testing.T) {
	fine := `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fine</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"></head><body><main><h1>Fine</h1><button>Go</button>PLANT</main></body></html>`
	hands(t, func(t *testing.T, p *Tab) {
		p.Open(single(t, strings.Replace(fine, "PLANT", "", 1)))
		p.Axe()
		p.Open(single(t, strings.Replace(fine, "PLANT", `<p style="color:#999;background:#fff">pale</p><button id="bare"></button>`, 1)))
		var told []string
		for _, v := range p.Violations() {
			told = append(told, v.String())
		}
		all := strings.Join(told, "\n")
		for _, part := range []string{"color-contrast (serious)", "button-name (critical)", "[#bare]"} {
			if !strings.Contains(all, part) {
				t.Errorf("no %s in:\n%s", part, all)
			}
		}
		if left := p.Violations("color-contrast", "button-name"); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	})
}

func TestGoTestsRunInThePage(t *testing.T) {
	printed := RunWasmTests(t, "quoth/internal/text", "-test.run=^Test")
	if !strings.Contains(printed, "\nPASS") {
		t.Errorf("printed:\n%s", printed)
	}
	if printed, code := runWasm(t, "quoth/internal/text", []string{"-test.nosuch"}); code != 2 || !strings.Contains(printed, "test.nosuch") {
		t.Errorf("a wrong flag ended with %d:\n%s", code, printed)
	}
}
