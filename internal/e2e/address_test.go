package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// An address in the field is fetched by the server, which goes to no place
// that is not on the public web: what a test can serve is refused.
func TestAnAddressIsFetchedFromThePublicWebOnly(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Error("the server went into its own network")
	}))
	defer inside.Close()
	app, c := Start(t), NewChromium(t)
	c.Allow("Failed to load resource")
	c.Allow("/api/fetch")
	begin(c, app)
	c.Click("#paste")
	c.Paste("", inside.URL+"/secret")
	c.WaitText("#problem", "unusual port")
	c.Paste("", "http://127.0.0.1/secret")
	c.WaitText("#problem", "not on the public web")
	c.Screenshot("refused")
	c.WaitText(".library", "Nothing here yet")
	c.Fill("#paste", "http://nowhere.invalid/story")
	c.Click("#read")
	c.WaitText("#problem", "no site nowhere.invalid")
	// The same by the page's own address, once.
	c.Open(app.URL + "/?url=http%3A%2F%2F127.0.0.1%2Fa")
	c.WaitText("#problem", "not on the public web")
	c.WaitFor(`location.search === ""`)
}

// Pictures stand where they stood, are fetched from their publisher only if the
// reader wants them, and no mark takes anything of them in.
func TestPicturesShowAndAreNoPartOfTheText(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Allow("Failed to load resource")
	c.Allow("net::ERR_")
	begin(c, app)
	c.Do(`(() => { const get = window.fetch; window.fetch = async (address, how) => {
		if (!String(address).endsWith("/api/fetch")) return get(address, how);
		const article = await (await get("/articles/harbour-bridge.json")).json();
		article.images = [{ url: document.querySelector("link[rel=apple-touch-icon]").href, alt: "A quotation mark", before: 2 }, { url: "http://127.0.0.1:9/gone.jpg", alt: "The bridge in fog", before: 5 }];
		return new Response(JSON.stringify(article), { headers: { "Content-Type": "application/json" } });
	}; })()`)
	c.Click("#paste")
	c.Paste("", "https://press.example/a")
	c.WaitFor(ready)
	const first = `document.querySelector('#article figure[aria-label="Picture: A quotation mark"]')`
	c.WaitFor(first + `.nextElementSibling?.id === "b2" && document.querySelector("#article img") === null`)
	c.Click("#tool-look")
	c.Click("#pictures")
	c.WaitFor(first + `.firstChild?.naturalWidth > 100`)
	c.Press("Escape")
	c.Screenshot("picture")
	c.Axe()
	c.Drag(Words("Cracks in eleven"), Words("PORT MERROW"))
	c.Press("c")
	c.WaitFor(saidSaved)
	doc := takeAway(t, c)
	if len(doc.Article.Images) != 2 || len(doc.Layers[0].Annotations) != 1 {
		t.Fatalf("there are %d pictures and %d marks", len(doc.Article.Images), len(doc.Layers[0].Annotations))
	}
	span := doc.Layers[0].Annotations[0].Target[0]
	if words := doc.Article.Text[span.Start:span.End]; !strings.Contains(words, "carry the load.\n\nBy Tessa Quillfeather\n\n12 March") {
		t.Errorf("the mark over a picture holds %q", words)
	}
	c.WaitFor(ready)
	c.Reload()
	c.WaitFor(`document.querySelectorAll("#article figure img").length === 2`)
	c.Click("#tool-look")
	c.Click("#pictures")
	c.WaitFor(`document.querySelector("#article img") === null`)
	c.Press("Escape")
	c.Screenshot("unasked")
}

// What the server makes of a page opens like any other article.
func TestWhatIsFetchedOpensAndIsKept(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	article := Eval[string](c, `fetch("/articles/interview.json").then(r => r.text())`)
	c.Do(`(() => { const get = window.fetch; window.fetch = async (address, how) => String(address).endsWith("/api/fetch") && how.method === "POST" && JSON.parse(new TextDecoder().decode(how.body)).url === "https://press.example/a"
		? new Response(` + quoteJS(article) + `, { headers: { "Content-Type": "application/json" } }) : get(address, how); })()`)
	c.Click("#paste")
	c.Paste("", " https://press.example/a \n")
	c.WaitFor(ready)
	c.WaitText("#article", "A lighthouse is a promise")
	c.Click(".header .home")
	c.WaitText(".library", "A lighthouse is a promise")
	// Without a network it is said.
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	app.Stop()
	c.Allow("Failed to load resource")
	c.Allow("net::ERR_")
	c.Reload()
	c.WaitText(".library", "A lighthouse is a promise")
	c.Click("#paste")
	c.Paste("", fmt.Sprintf("https://press.example/%d", 2))
	c.WaitText("#problem", "no connection to the server")
}
