package extract

import (
	"strings"
	"testing"
)

// body is enough text for an article.
const body = `<p>The lock keeper has counted the boats since spring, and there were four of them, two of which he owns himself.</p>
<p>“I do not mind,” he said on Tuesday. “Somebody has to open the gate for me, and it may as well be me who does it.”</p>
<p>The council will talk about the lock in autumn, when the water is low and nobody comes by anyway.</p>`

// field is one member of About with its source, as "value [source]".
func field(a About, name string) string {
	values := map[string]string{
		"headline": a.Headline, "deck": a.Deck, "bylines": strings.Join(a.Bylines, "; "), "publisher": a.Publisher, "section": a.Section,
		"published": a.Published, "modified": a.Modified, "url": a.URL, "canonical": a.Canonical, "language": a.Language,
		"direction": string(a.Direction), "licence": a.Licence,
	}
	if values[name] == "" {
		return ""
	}
	return values[name] + " [" + a.Sources[name] + "]"
}

func TestWhatAPageSaysAboutItselfAndWhere(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	tests := []struct {
		name, head, page, field, want string
	}{
		{"the visible headline goes first", `<title>Boats – The Lock</title><meta property="og:title" content="Four boats, you won't believe">`, `<h1>Four boats passed the lock this year</h1>`, "headline", "Four boats passed the lock this year [page]"},
		{"a site's name is no headline", `<title>Four boats passed the lock - The Lock</title>`, `<h1>The Lock</h1><h2>Four boats passed the lock</h2>`, "headline", "Four boats passed the lock [page]"},
		{"a title without a heading", `<title>Four boats passed the lock | The Lock</title>`, ``, "headline", "Four boats passed the lock [title]"},
		{"a headline in data", ld(`{"@type":"NewsArticle","headline":"Four &amp; no more"}`), ``, "headline", "Four & no more [json-ld]"},
		{"authors in data", ld(`{"@type":"NewsArticle","author":[{"@type":"Person","name":"By Ann Example"},{"name":"Bo Sample"}]}`), ``, "bylines", "Ann Example; Bo Sample [json-ld]"},
		{"an author by reference", ld(`{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ann Example"}]}`), ``, "bylines", "Ann Example [json-ld]"},
		{"the site is nobody", ld(`{"@type":"Article","author":{"name":"The Lock"},"publisher":{"name":"The Lock"}}`), ``, "bylines", ""},
		{"a line end in data", ld("{\"@type\":\"Article\",\"author\":\"Ann\nExample\"}"), ``, "bylines", "Ann Example [json-ld]"},
		{"authors in meta, not a profile", `<meta property="article:author" content="https://social.example/ann"><meta name="author" content="Ann Example and Bo Sample">`, ``, "bylines", "Ann Example; Bo Sample [author]"},
		{"a printed byline", ``, `<div class="story-byline">By <a rel="author" href="/a">Ann Example</a>, Lock correspondent</div>`, "bylines", "Ann Example [page]"},
		{"a byline with its date", ``, `<p class="entry-byline">Ann Example 3/5/2031 Comment</p>`, "bylines", "Ann Example [page]"},
		{"the author of a comment is none", ``, `<div class="comments"><span class="author">Angry Reader</span></div>`, "bylines", ""},
		{"a name with an office", `<meta name=author content="Ann Example, MD">`, ``, "bylines", "Ann Example [author]"},
		{"publisher", `<meta property="og:site_name" content="@thelock">`, ``, "publisher", "thelock [og:site_name]"},
		{"section", `<meta property="article:section" content="Water">`, ``, "section", "Water [article:section]"},
		{"a time with its zone", ld(`{"@type":"Article","datePublished":"2031-05-03T06:00:00+0200"}`), ``, "published", "2031-05-03T06:00:00+02:00 [json-ld]"},
		{"a time without a zone is a day", `<meta name="pubdate" content="2031-05-03 06:00:00">`, ``, "published", "2031-05-03 [pubdate]"},
		{"microdata", ``, `<time itemprop="datePublished" datetime="2031-05-03">May</time>`, "published", "2031-05-03 [itemprop:datepublished]"},
		{"a printed date", ``, `<h1>Four boats passed the lock</h1><p class="dateline">May 3, 2031</p>`, "published", "2031-05-03 [page]"},
		{"a date in the address", ``, ``, "published", "2031-05-03 [url]"},
		{"modified", `<meta property="article:modified_time" content="2031-05-04T00:00:00Z">`, ``, "modified", "2031-05-04T00:00:00Z [article:modified_time]"},
		{"canonical against the page", `<link rel="canonical" href="/2031/lock?a=1&amp;b=2">`, ``, "canonical", "https://lock.example/2031/lock?a=1&b=2 [link rel=canonical]"},
		{"canonical against the base", `<base href="https://www.lock.example/x/"><link rel="canonical" href="y">`, ``, "canonical", "https://www.lock.example/x/y [link rel=canonical]"},
		{"canonical is no script", `<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="ftp://lock.example/">`, ``, "canonical", ""},
		{"licence", ``, `<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>`, "licence", "https://creativecommons.org/licenses/by/4.0/ [link rel=license]"},
		{"language by its locale", `<meta property="og:locale" content="en_GB">`, ``, "language", "en-GB [og:locale]"},
		{"language by its words", ``, ``, "language", "en [words]"},
		{"deck by its name", ``, `<h1>Four boats passed the lock</h1><p class="standfirst">The keeper counts them all, and owns two.</p>`, "deck", "The keeper counts them all, and owns two. [page]"},
		{"deck by the page's description", `<meta name="description" content="The keeper counts them all, and owns two of the boats.">`, `<div><h1>Four boats passed the lock</h1><h2>The keeper counts them all, and owns two of the boats.</h2></div>`, "deck", "The keeper counts them all, and owns two of the boats. [page]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<html><head>" + tt.head + "</head><body><article>" + tt.page + "<div>" + body + "</div></article></body></html>"
			r, err := Read(Page{HTML: []byte(page), URL: "https://lock.example/2031/05/03/boats"})
			if err != nil {
				t.Fatal(err)
			}
			if got := field(r.About, tt.field); got != tt.want {
				t.Errorf("%s is %q, want %q", tt.field, got, tt.want)
			}
		})
	}
}

func TestLanguageAndDirectionByTheLetters(t *testing.T) {
	page := `<html lang="en"><body><article><p>` + strings.Repeat("قالت المهندسة ليان دورا إن الجسر مفتوح للجميع منذ الصباح، ولا أحد يعبره بعد. ", 5) + "</p></article></body></html>"
	r, err := Read(Page{HTML: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if r.About.Language != "ar" || r.About.Direction != "rtl" {
		t.Errorf("language %q, direction %q", r.About.Language, r.About.Direction)
	}
}

func TestDatesOfManyForms(t *testing.T) {
	for in, want := range map[string]string{
		"2031-05-03T06:00:00.000Z":                "2031-05-03T06:00:00Z",
		"2031-05-03T06:00:00.5+02:00":             "2031-05-03T06:00:00+02:00",
		"2031-05-03T06:00+02:00":                  "2031-05-03T06:00:00+02:00",
		"Sat, 03 May 2031 16:07:38 -0600":         "2031-05-03T16:07:38-06:00",
		"Sat May 03 2031 09:28:00 GMT+0000 (UTC)": "2031-05-03",
		"2031-05-03 17:19:53 GMT":                 "2031-05-03",
		"May 3, 2031 13:42":                       "2031-05-03",
		"01:38:07 PM IST May 3, 2031":             "2031-05-03",
		"20310503":                                "2031-05-03",
		"1936000000":                              "2031-05-08T09:46:40Z",
		"03.05.2031":                              "2031-05-03",
		"3/5/2031":                                "", // in May or in March
		"0001-01-01T00:00:00Z":                    "",
		"yesterday":                               "",
		"":                                        "",
	} {
		if got := dateOf(in); got != want {
			t.Errorf("dateOf(%q) = %q, want %q", in, got, want)
		}
	}
}
