//go:build unix

package extract

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/internal/article"
)

// hostile are pages that are made to be slow, deep or dangerous.
func hostile() map[string]string {
	prose := "<p>The mill stands still, said the miller, and will for as long as the river does not come back to its old bed.</p>"
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	return map[string]string{
		"50,000 nested divs":  many("<div>", 50_000) + prose,
		"50,000 nested links": many("<a href=/x>", 50_000) + prose,
		"50,000 nested fonts": many("<font color=red>", 50_000) + prose + many("<p>", 1000),
		"400 nested divs":     many("<div>", 400) + many(prose, 20),
		"nested tables":       many("<table><tr><td>", 150) + many(prose, 20),
		"nested forms":        many("<form><div>", 200) + many(prose, 20),
		"50,000 lists":        many("<ul><li>a</ul>", 50_000) + prose,
		"50,000 rows":         "<table>" + many("<tr><td>a<td>b", 50_000) + "</table>" + prose,
		"one column":          "<table>" + many("<tr><td>a", 50_000) + "</table>" + prose,
		"one row":             "<table><tr>" + many("<td>a", 50_000) + "</table>" + prose,
		"a huge attribute":    `<div class="` + many("share ", 500_000) + `">` + many(prose, 10) + "</div>",
		"50,000 attributes":   "<div " + many("a=b ", 50_000) + ">" + many(prose, 10) + "</div>",
		"other attributes": "<div " + func() (s string) {
			b := strings.Builder{}
			for i := range 20_000 {
				b.WriteString("x" + strings.Repeat("y", i%60) + "=1 ")
			}
			return b.String()
		}() + ">" + many(prose, 10),
		"50,000 breaks":          many("a<br>", 50_000) + prose,
		"50,000 breaks in a row": many("<br>", 50_000) + prose,
		"50,000 paragraphs":      many("<p>Short words here, said the miller, and went away.", 50_000),
		"20,000 headings":        "<title>The mill</title>" + many("<h1>The mill</h1>", 20_000) + prose,
		"comments":               many("<!-- x -->", 50_000) + prose,
		"half a comment":         "<!-- " + many("<!--", 100_000) + prose,
		"entities":               many("&amp;lt;script&amp;gt;", 50_000) + prose,
		"half entities":          many("&#x", 100_000) + prose,
		"an entity bomb":         `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><p>&c;&c;</p>` + prose,
		"deep JSON":              `<script type="application/ld+json">` + many("[", 9000) + many("]", 9000) + "</script>" + prose,
		"wide JSON":              `<script type="application/ld+json">[` + many(`{"@type":"NewsArticle","author":["A B"]},`, 20_000) + `{}]</script>` + prose,
		"10,000 JSON-LD scripts": many(`<script type="application/ld+json">{"@type":"Article","author":[[[["x"]]]]}</script>`, 10_000) + prose,
		"50,000 meta elements":   "<head>" + many(`<meta name=author content="Ann Example">`, 50_000) + "</head>" + prose,
		"svg and math":           many("<svg><math><desc><p>", 60) + "<script>alert(1)</script>" + many(prose, 5),
		"scripts everywhere":     `<p onclick="alert(1)">` + many(prose, 5) + `<a href="javascript:alert(1)">One click and the mill goes round again, they say.</a><a href=" java&#10;script:alert(1)">x</a><a href="data:text/html,x">y</a><img src="javascript:alert(1)"><iframe srcdoc="<script>alert(1)</script>"></iframe>`,
		"markup in data":         `<meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;The mill"><meta name=author content="<b>Ann Example</b>"><link rel=canonical href="javascript:alert(1)"><meta property="og:url" content="ftp://a/b">` + many(prose, 5),
		"NUL and controls":       "<p>\x00\x01\x1b[31mred</p>" + prose,
		"a frame set":            "<frameset><frame src=x></frameset>",
		"a template":             "<template><p>hidden</p></template>" + prose,
		"plaintext":              "<plaintext>" + many(prose, 5),
		"an unclosed title":      "<title>" + many(prose, 5),
	}
}

func TestHostilePagesEndAndLeaveNoMarkup(t *testing.T) {
	for name, page := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := spent(t)
			r, err := Read(Page{HTML: []byte(page), URL: "https://press.example/a"})
			// The slowest takes half a second; what is quadratic, minutes.
			if took := spent(t) - start; took > 20*time.Second {
				t.Errorf("took %v of the processor", took)
			}
			if err == nil {
				holds(t, r)
			}
		})
	}
}

// spent is the processor time of the test so far, which does not depend on what
// else the machine does.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// holds checks what is true of every result.
func holds(t *testing.T, r *Result) {
	t.Helper()
	if err := r.Article.Check(); err != nil {
		t.Error(err)
	}
	for _, m := range r.Article.Marks {
		if m.Kind == article.Link && !strings.HasPrefix(m.URL, "http://") && !strings.HasPrefix(m.URL, "https://") {
			t.Errorf("a link to %q", m.URL)
		}
	}
	for _, i := range r.Article.Images {
		if !strings.HasPrefix(i.URL, "http") {
			t.Errorf("an image at %q", i.URL)
		}
	}
	a := r.About
	for _, u := range []string{a.Canonical} {
		if u != "" && !strings.HasPrefix(u, "http") {
			t.Errorf("an address %q", u)
		}
	}
	if len(r.Article.Asides) > 5*maxAsides {
		t.Errorf("%d asides", len(r.Article.Asides))
	}
}

func FuzzRead(f *testing.F) {
	for _, page := range hostile() {
		if len(page) < 5000 {
			f.Add([]byte(page), "text/html")
		}
	}
	f.Add([]byte("<title>The mill</title><h1>The mill</h1><p>By Ann Example</p><p>A long enough line of words about the mill and its miller, who sleeps.</p><ul><li><a href=x>More</a></ul>"), "text/html; charset=utf-8")
	f.Add([]byte("<meta charset=shift_jis><p>\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd</p>"), "text/html")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		page = bytes.Clone(page)
		r, err := Read(Page{HTML: page, ContentType: contentType, URL: "https://press.example/a"})
		if err == nil {
			holds(t, r)
		}
	})
}
