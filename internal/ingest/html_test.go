package ingest

import (
	"testing"

	"quoth/internal/article"
)

func TestHTMLComesOutAsBlocks(t *testing.T) {
	tests := []struct {
		name, raw string
		want      []string
	}{
		{"tags in any case, attributes in any form", `<P CLASS='x' id=y>one <A HREF=https://b.example/?a=1&amp;b=2 target="_blank">two</A></P>`, []string{"paragraph|one {l https://b.example/?a=1&b=2 two}"}},
		{"white space", "<p>\n one\n<b> two </b>\tthree&nbsp;four </p>", []string{"paragraph|one {s two} three\u00a0four"}},
		{"comments and declarations", "<!DOCTYPE html><!-- <p>no --><?xml no?><p>one<![CDATA[ <two>&amp; ]]></p>", []string{"paragraph|one <two>&amp;"}},
		{"an open comment", "<p>one<!-- two<p>three", []string{"paragraph|one two", "paragraph|three"}},
		{"signs that are no tags", "<p>1 < 2 <> 3 </ 4 > 5 <6", []string{"paragraph|1 < 2 <> 3 </ 4 > 5 <6"}},
		{"a tag cut at the end", "one <b", []string{"paragraph|one <b"}},
		{"what is dropped", "<p>one</p><script>'</p><p>no'</script><style>no</style><noscript>no</noscript><svg><title>no</title></svg><button>no</button><nav><nav>no</nav>no</nav><form>no</form>two", []string{"paragraph|one", "paragraph|two"}},
		{"a button that never ends takes nothing along", "<button>one<p>two", []string{"paragraph|one", "paragraph|two"}},
		{"hidden text", `<p>one</p><div hidden><div>no</div>no</div><div aria-hidden="true">no</div><div style="color:red; display: none">no</div><p>two`, []string{"paragraph|one", "paragraph|two"}},
		{"a page in one form", "<form><p>one</p></form>", []string{"paragraph|one"}},
		{"unclosed and crossing tags", "<p>one <b>two <i>three</b> four</i><p>five</em></div></p>six", []string{"paragraph|one {s two {e three}} {e four}", "paragraph|five", "paragraph|six"}},
		{"a link within a link", "<a href=http://a.example/>one <a href=http://b.example/>two</a> three</a>", []string{"paragraph|{l http://a.example/ one} {l http://b.example/ two} three"}},
		{"headings", "<h2>One</h2><p>two<h1>Three</h1><h3>Four<h4>Five</h4></h3><p>six", []string{"heading2|One", "paragraph|two", "headline|Three", "heading3|Four", "heading4|Five", "paragraph|six"}},
		{"lists", "<ul><li>a<ul><li>b</ul>c<li><ol><li>d</ol></ul>e", []string{"item1|a", "item2|b", "item1|c", "item2.|d", "paragraph|e"}},
		{"quotation and marks", "<blockquote>one<p>two <q>three</q></blockquote><p><code>four</code>", []string{"quotation|one", "quotation|two “three”", "paragraph|{c four}"}},
		{"line breaks", "<p>one<br>two<br/><br>three<br></p>", []string{"paragraph|one↵two", "paragraph|three"}},
		{"preformatted", "<pre>\n one\n\n\ttwo<br>three</pre>four", []string{"verbatim| one", "verbatim|\ttwo↵three", "paragraph|four"}},
		{"tables", "<table><caption>one</caption><tr><td>two<td><p>three</p><tr><th>four</table>", []string{"caption|one", "cell|two", "cell|three", "cell|four"}},
		{"classes", `<h1>One</h1><h2 class="dek">Two</h2><p class="c-byline__x">By Ann Sample</p><div class="caption">three</div>`, []string{"headline|One", "deck|Two", "byline|By Ann Sample", "caption|three"}},
		{"head and foot of the page", "<header><p>one</p><h1>Two</h1></header><main><header>three</header></main><footer>four</footer>",
			[]string{"(the head of the page) paragraph|one", "headline|Two", "paragraph|three", "(the foot of the page) paragraph|four"}},
		{"references", "<p>&lt;b&gt; &eacute;&#233;&#xE9; &copy 1 &#128; &#150; &AMP; &bogus; &; a&shy;b e&#x301; &#55555555555; &#xD800;", []string{"paragraph|<b> ééé © 1 € – &AMP; &bogus; &; ab é \uFFFD \uFFFD"}},
		{"a character composed across a mark loses the mark", "<p>one e<b>&#x301;</b>", []string{"paragraph|one é"}},
		{"clipboard of an office program", `<html><body><!--StartFragment--><b style="font-weight:normal" id="docs"><p dir="ltr"><span>one</span></p><p>two</p></b><!--EndFragment--></body></html>`, []string{"paragraph|one", "paragraph|two"}},
		{"a right-to-left page", `<html dir=RTL lang=he><p>שלום עולם</p>`, []string{"paragraph|שלום עולם"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := HTML(tt.raw, article.Meta{})
			expect(t, a, err, tt.want...)
		})
	}
}

func TestPageTitleCountsOnlyWithoutHeadline(t *testing.T) {
	for raw, want := range map[string]string{
		"<title>T &amp; site</title><h1>H</h1><p>words":                           "H",
		"<title>T &amp; site</title><p>words":                                     "T & site",
		"<title>T</title><meta content='O' property=og:title><p>words of the day": "O",
		"<p>words": "words",
	} {
		if a, err := HTML(raw, article.Meta{}); err != nil || a.Meta.Title != want {
			t.Errorf("title of %q = %q, %v", raw, a.Meta.Title, err)
		}
	}
}
