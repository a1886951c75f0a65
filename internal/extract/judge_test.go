package extract

import (
	"strings"
	"testing"
)

// rows are the blocks of an article's body as "kind text", then what was set
// aside as "(reason) text".
func rows(r *Result) (out []string) {
	a := r.Article
	for _, b := range a.Blocks {
		out = append(out, string(b.Kind)+" "+a.Text[b.Span.Start:b.Span.End])
	}
	for _, s := range a.Asides {
		out = append(out, "("+s.Reason+") "+s.Text)
	}
	return out
}

func TestWhatIsPutBackAndWhatIsSetAside(t *testing.T) {
	tests := []struct {
		name, page string
		want       []string // each is a row
		never      []string // none is in a row of the body
	}{
		{"a linked sentence stays", body + `<p><a href="/r">The report blames the eels, which nobody has seen since the war.</a></p>` + body[:120],
			[]string{"paragraph The report blames the eels, which nobody has seen since the war."}, nil},
		{"a linked headline goes", body + `<p><a href="/r">Eels blamed for everything</a></p>`,
			[]string{"(a pointer to another article) Eels blamed for everything"}, nil},
		{"a quoted post stays", body + `<div class="social-embed"><blockquote><p>No boats again today, and the kettle is cold.</p></blockquote></div>` + body[:130],
			[]string{"quotation No boats again today, and the kettle is cold."}, nil},
		{"questions and answers stay", body + `<ul><li><b>Is it free?</b> It is, on Sundays.</li><li><b>Who pays?</b> Nobody asked before.</li></ul><p>So it goes on until the autumn, when the council will meet and nobody comes.</p>`,
			[]string{"item Is it free? It is, on Sundays.", "item Who pays? Nobody asked before."}, nil},
		{"a question on a button stays", body + `<h3><button>Who has the key?</button></h3><p>The keeper has it, and his aunt has the other one, which does not fit.</p>`,
			[]string{"heading Who has the key?"}, nil},
		{"a page behind its open dialog", `<div aria-hidden="true" class="page popup-open"><article><h1>Four boats passed the lock</h1>` + body + `</article></div><div role="dialog"><p>` + strings.Repeat("We and our partners would like to know you better, much better. ", 8) + `</p></div>`,
			[]string{"paragraph The council will talk about the lock in autumn, when the water is low and nobody comes by anyway."}, []string{"our partners"}},
		{"terms and definitions stay", body + `<dl><dt>Sluice</dt><dd>A gate that lets the water through, if somebody opens it.</dd></dl>`,
			[]string{"paragraph A gate that lets the water through, if somebody opens it."}, nil},
		{"a sharing bar goes", body + `<ul class="share-tools"><li><a href="#">Facebook</a></li></ul>` + body[:125], nil, []string{"Facebook"}},
		{"a class that only looks like a box", `<div class="content-with-sidebar share-page">` + body + `</div>`,
			[]string{"paragraph The council will talk about the lock in autumn, when the water is low and nobody comes by anyway."}, nil},
		{"the text behind a wall that is open", strings.ReplaceAll(body, "<p>", `<p class="paywall newsletter">`),
			[]string{"paragraph The council will talk about the lock in autumn, when the water is low and nobody comes by anyway."}, nil},
		{"a caption said twice", `<figure><img src="/a.jpg"><figcaption>The lock in May. (Photo: Ann Example)</figcaption></figure>` + body + `<figure><img src="/a.jpg"><figcaption>The lock in May. (Photo: Ann Example)</figcaption></figure>` + body[:118],
			[]string{"caption The lock in May. (Photo: Ann Example)", "(the same caption a second time) The lock in May. (Photo: Ann Example)"}, nil},
		{"a text again for telephones", `<div class="wide">` + body + `</div><div class="narrow">` + body + `</div>`,
			[]string{"(the same words a second time) The council will talk about the lock in autumn, when the water is low and nobody comes by anyway."}, nil},
		{"an article in three parts", `<div><div><h1>Four boats passed the lock</h1><p>The lock keeper has counted the boats since spring, and there were four.</p></div><div>` + strings.ReplaceAll(body, "lock", "gate") + `</div><div>` + strings.ReplaceAll(body, "lock", "sluice") + `</div></div>`,
			[]string{"paragraph The council will talk about the gate in autumn, when the water is low and nobody comes by anyway.", "paragraph The council will talk about the sluice in autumn, when the water is low and nobody comes by anyway."}, nil},
		{"a list of stories at the end", body + `<p>More from the lock</p><ul><li>The <a href="/1">eels</a> of last year</li><li>Who <a href="/2">owns</a> the key</li><li>Boats, <a href="/3">counted</a></li></ul>`,
			nil, []string{"More from the lock", "The eels of last year", "Boats, counted"}},
		{"a note of the newsroom", body + `<p>Email Ann Example at ann@lock.example or follow her on the networks.</p>`,
			[]string{"(a note of the newsroom) Email Ann Example at ann@lock.example or follow her on the networks."}, nil},
		{"news that sounds like a note", body + `<p>Those who work at the gate may earn less, and many follow him down the river.</p><p>An agreement can be reached by autumn, the mayor said, and watch the water until then.</p>`,
			[]string{"paragraph Those who work at the gate may earn less, and many follow him down the river.", "paragraph An agreement can be reached by autumn, the mayor said, and watch the water until then."}, nil},
		{"a correction stays", body + `<p>Correction: an earlier version gave the wrong number of boats.</p>`,
			[]string{"paragraph Correction: an earlier version gave the wrong number of boats."}, nil},
		{"comments go", `<div>` + body + `</div><div id="comments"><div class="comment"><p>` + strings.Repeat("I never liked that lock, and I have said so before, at length. ", 30) + `</p></div></div>`,
			nil, []string{"I never liked"}},
		{"a cookie banner goes", `<div class="cookie-banner"><p>` + strings.Repeat("We value your privacy, and so do our partners, who are many and curious. ", 5) + `</p></div><div>` + body + `</div>`,
			nil, []string{"We value your privacy"}},
		{"a tooltip goes", `<p>The keeper <span class="tooltip-content">Keeper: see page nine</span>counted four boats since spring, which is one more than in the year before that.</p>` + body,
			[]string{"paragraph The keeper counted four boats since spring, which is one more than in the year before that."}, nil},
		{"paragraphs made of line breaks", `<div>The keeper counted four boats since spring, which is one more.<br><br>He does not mind, he says, as long as the kettle is warm.<br>And it is.<br><br>` + "The council will talk about it in autumn, when the water is low.</div>",
			[]string{"paragraph He does not mind, he says, as long as the kettle is warm.\nAnd it is."}, nil},
		{"each paragraph in its own frame", `<div class="wrap">` + strings.NewReplacer("<p>", `<div class="par"><div class="in"><p>`, "</p>", "</p></div></div>").Replace(body) + `<div class="par"><div class="in"><p><a href="/j">A journal</a> counts <a href="/b">boats</a> as <a href="/w">well</a>.</p></div></div></div>`,
			[]string{"paragraph A journal counts boats as well."}, nil},
		{"the next article of an endless page", `<article><h1>Four boats passed the lock</h1>` + body + `</article><article><h1>Something else</h1><p>` + strings.Repeat("Elsewhere a goat climbed the town hall and would not come down. ", 3) + `</p></article>`,
			nil, []string{"Elsewhere a goat"}},
		{"a table of data", body + `<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2030</td><td>3</td></tr></table>` + body[:121],
			[]string{"cell Year", "cell 3"}, nil},
		{"the claim of a fact check", `<h1>Did four boats pass the lock?</h1><div class="claim"><h3>Claim</h3><p>Four boats passed the lock in one year, two of them the keeper's.</p></div><div class="text">` + body + `</div>`,
			[]string{"paragraph Four boats passed the lock in one year, two of them the keeper's."}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := tt.page
			if !strings.Contains(page, "<article") {
				page = "<article>" + page + "</article>"
			}
			r, err := Read(Page{HTML: []byte("<title>Four boats passed the lock</title><body>" + page), URL: "https://lock.example/a"})
			if err != nil {
				t.Fatal(err)
			}
			holdsAll(t, rows(r), tt.want, tt.never)
		})
	}
}

func holdsAll(t *testing.T, rows, want, never []string) {
	t.Helper()
	all := "\x00" + strings.Join(rows, "\x00") + "\x00"
	for _, w := range want {
		if !strings.Contains(all, "\x00"+w+"\x00") {
			t.Errorf("no row %q in\n%s", w, strings.Join(rows, "\n"))
		}
	}
	for _, row := range rows {
		for _, n := range never {
			if !strings.HasPrefix(row, "(") && strings.Contains(row, n) {
				t.Errorf("row %q", row)
			}
		}
	}
}

func TestAQuestionMayBeAskedTwice(t *testing.T) {
	const question = "<p>What would you do with the lock, if somebody gave you the key for a day?</p>"
	page := `<article><div>` + question + body + `</div><div>` + question + `<p>“Nothing at all,” said the second, and went on with her soup, which was getting cold.</p></div></article>`
	r, err := Read(Page{HTML: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(r.Article.Text, "What would you do"); n != 2 {
		t.Errorf("the question stands %d times", n)
	}
}

func TestWordsFromDataWhereThePageHasNone(t *testing.T) {
	words := strings.Repeat("The lock keeper has counted the boats since spring. ", 12)
	page := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Four boats","articleBody":"` + words + `\n\n` + words + `"}</script><div id="root"></div>`
	r, err := Read(Page{HTML: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Article.Blocks) != 2 || len(r.Notices) != 1 || r.Notices[0] != NoticeData || r.Article.Meta.Notices[0] != string(NoticeData) {
		t.Errorf("%d blocks, notices %q", len(r.Article.Blocks), r.Notices)
	}
}

func TestAHiddenArticleIsReadIfNothingElseIs(t *testing.T) {
	r, err := Read(Page{HTML: []byte(`<body><div style="display: none"><article>` + body + `</article></div></body>`)})
	if err != nil || len(r.Article.Blocks) != 3 {
		t.Errorf("%v, %v", r, err)
	}
}
