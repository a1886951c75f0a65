package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
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
	app.Stop()
	c.Allow("Failed to load resource")
	c.Allow("net::ERR_")
	c.Reload()
	c.WaitText(".library", "A lighthouse is a promise")
	c.Click("#paste")
	c.Paste("", fmt.Sprintf("https://press.example/%d", 2))
	c.WaitText("#problem", "no connection to the server")
}
