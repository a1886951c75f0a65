package attack

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
)

func svg(beacon string) []string {
	return []string{
		`<svg onload=ran('svg')><p>One.</p></svg>`, `<svg><script>ran('script')</script></svg>`, `<svg><script href="data:,ran('href')"/></svg>`, `<svg><script xlink:href="` + beacon + `/s.js"></script></svg>`,
		`<svg><a xlink:href="javascript:ran('a')"><text y=20>Click the mill</text></a></svg>`, `<svg><animate onbegin=ran('begin') attributeName=x dur=1s>`, `<svg><a><animate attributeName=href values="javascript:ran('animate')"/><text y=20>Click</text></a></svg>`,
		`<svg><set attributeName=onmouseover to=ran('set')>`, `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>ran('use')</script></svg>#x"/></svg>`, `<svg><foreignObject><iframe srcdoc="<script>parent.ran('foreign')</script>"></iframe><p>Two.</p></foreignObject></svg>`,
		`<svg><style><img src=x onerror=ran('style')></style>`, `<svg></p><style><a id="</style><img src=1 onerror=ran('mutation')>">`, `<svg><desc><p title="</desc></svg><img src=x onerror=ran('desc')>"></desc></svg>`, `<svg><title><style><img src=x onerror=ran('title')></style></title></svg>`,
		`<svg><image href="` + beacon + `/svg.png"/><feImage href="` + beacon + `/fe.png"/></svg>`, `<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">ran('handler')</handler></svg>`, `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='top.ran(1)'/>">`, `<p>Three.</p>`,
	}
}

// mathml has the known ways in which markup means another thing when it is
// written out and read again.
func mathml() []string {
	img := `<img src=1 onerror=ran('math')>`
	return []string{
		`<math href="javascript:ran('math')">Click</math>`, `<math><maction actiontype="statusline#` + beaconless + `" xlink:href="javascript:ran('maction')">Click</maction></math>`, `<math><mi xlink:href="data:x,<script>ran('mi')</script>">x</mi></math>`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;/mglyph&gt;&lt;img src=1 onerror=ran('mglyph')&gt;">`,
		`<form><math><mtext></form><form><mglyph><style></math>` + img, `<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title="</style>` + img + `">`,
		`<math><annotation-xml encoding="text/html"><style><img src=x onerror=ran('annotation')></style></annotation-xml></math>`, `<svg><math><style><math>` + img + `</style></math></svg>`, `<table><math><select><mglyph><style><!--</select>` + img + `-->`, `<p>Three.</p>`,
	}
}

const beaconless = "http://mill.example/"

func forms(beacon string) []string {
	return []string{
		`<form action="javascript:ran('action')"><input type=submit value="Go on reading"></form>`, `<form action="` + beacon + `/form" id=f><button formaction="javascript:ran('formaction')">Go on</button></form>`, `<button form=f formaction="` + beacon + `/button">Go on</button>`,
		`<form><form><form><input name=attributes><input name=parentNode><input name=firstChild><input name=nodeName></form></form></form>`, `<form id=document><input name=body><input name=cookie><img name=getElementById></form>`, `<a id=quothTake></a><a id=quothEarly name=take></a><form id=goappNav></form><div id=reader></div><div id=page></div><article id=article data-article=x></article>`,
		`<isindex type=submit action="javascript:ran('isindex')">`, `<input type=image src=x formaction="javascript:ran('image')">`, `<keygen autofocus onfocus=ran('keygen')>`, `<label for=f><p>Three.</p></label>`, `<dialog open><form method=dialog><button onclick=ran('dialog')>Close</button></form></dialog>`,
	}
}

// Addresses lead to script in every disguise that we know.
func Addresses() []string {
	js := "javascript:ran('link')"
	return []string{
		js, "JaVaScRiPt:ran('case')", " " + js, "\t" + js, "\n" + js, "\x01" + js, "\x1f" + js, "\u00a0" + js, "\u200b" + js, "\ufeff" + js, "\u2028" + js,
		"java\tscript:ran('tab')", "java\nscript:ran('line')", "java\r\nscript:ran('return')", "javascript\t:ran('before')", "javascript\u003aran('colon')", "javascript&colon;ran('entity')", "&#106;avascript:ran('first')", "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;ran('all')", "&#0000106;avascript:ran('long')",
		"javascript://%0aran('comment')", "javascript:/*--></title></style><img src=x onerror=ran('polyglot')>*/ran()", "ｊavascript:ran('wide')", "javascript%3Aran('percent')", "%6Aavascript:ran('percent')", "//javascript:ran('slashes')", "/javascript:ran('slash')", "\\javascript:ran('backslash')",
		"data:text/html,<script>ran('data')</script>", "data:text/html;base64,PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=", "data:image/svg+xml,<svg onload=ran('svg')>", "DATA:text/html,x", "vbscript:ran('vb')", "livescript:ran()", "mocha:ran()", "blob:http://127.0.0.1/x", "filesystem:http://127.0.0.1/x", "view-source:" + js, "feed:" + js, "jar:" + js, "about:blank", "file:///etc/passwd", "ms-word:x", "intent://x#Intent;end", "x-javascript:ran()", "http:" + js, "https:" + js, "http://" + js, "mailto:" + js,
		"http://mill.example/\" onclick=ran('quote') x=\"", "http://mill.example/'><img src=x onerror=ran('close')>", "https://mill.example\\@evil.example/", "http://\u202emoc.elpmaxe.llim",
	}
}

// links has the addresses as they are, where the parser decodes entities, and
// escaped, where it gives them back whole.
func links() string {
	var b strings.Builder
	for i, a := range Addresses() {
		fmt.Fprintf(&b, "<p>The wheel has <a href=\"%s\">spoke %d</a> and <a href=\"%s\">spoke %d again</a>, said the miller. <area href=\"%s\"><q cite=\"%s\">It turns.</q></p>\n", strings.ReplaceAll(a, `"`, "&quot;"), i, html.EscapeString(a), i, html.EscapeString(a), html.EscapeString(a))
	}
	return b.String()
}

func markdownLinks() string {
	var b strings.Builder
	for i, a := range Addresses() {
		fmt.Fprintf(&b, "The wheel has [spoke %d](%s), [spoke](<%s>), <%s> and ![a picture](%s), said the miller.\n\n[%d]: %s\n\n", i, a, a, a, a, i, a)
	}
	return b.String() + "<script>ran('markdown')</script>\n\n<img src=x onerror=ran('markdown')>\n\n```html\"><script>ran('fence')</script>\n<script>ran('code')</script>\n```\n"
}

// metadata says hostile things where a page speaks about itself.
func metadata() string {
	evil := `"><img src=x onerror=ran('meta')><script>ran('meta')</script>`
	data := map[string]any{
		"@type": "NewsArticle", "headline": title + evil, "author": []any{map[string]any{"name": "Ann Example" + evil, "url": "javascript:ran('author')"}},
		"publisher": map[string]any{"name": "Mill Gazette" + evil}, "datePublished": "2031-03-12" + evil, "inLanguage": "en" + evil, "url": "javascript:ran('url')", "mainEntityOfPage": "javascript:ran('page')", "license": "javascript:ran('licence')", "articleSection": evil, "image": "javascript:ran('image')",
	}
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // strings and maps
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<script type="application/ld+json">%s</script><script type="application/ld+json">{"headline":"</script><script>ran('closed')</script>"}</script>`, text)
	for _, name := range []string{"og:title", "og:url", "og:site_name", "og:locale", "article:author", "article:section", "author", "description", "twitter:title", "date", "language"} {
		fmt.Fprintf(&b, `<meta property="%s" name="%s" content="%s">`, name, name, html.EscapeString("javascript:ran('m')"+evil))
	}
	b.WriteString(`<link rel=canonical href="javascript:ran('canonical')"><link rel=amphtml href="data:text/html,x"><link rel=license href="javascript:ran('l')">`)
	return strings.Replace(page(b.String(), `<p class=byline>By `+html.EscapeString(evil)+`</p><p rel=author>By Ann &lt;script&gt;</p>`), "<html lang=en>", `<html lang='en"><script>ran(1)</script>' dir='rtl" onload="ran(1)'>`, 1)
}

func heavy() []Page {
	many := strings.Repeat
	p := "<p>" + Prose + "</p>"
	laughs := `<!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, many(fmt.Sprintf("&lol%d;", i), 10))
	}
	var list []Page
	for name, data := range map[string]string{
		"deep": many("<div>", 50_000) + p, "deep-inline": many("<b><i><a href=https://mill.example>", 20_000) + p, "deep-tables": many("<table><tr><td>", 20_000) + p, "deep-lists": many("<ul><li>", 25_000) + p, "deep-forms": many("<form><fieldset>", 25_000) + p, "deep-quotes": many("<blockquote>", 50_000) + p,
		"deep-svg": many("<svg><foreignObject>", 20_000) + p, "deep-math": many("<math><mtext>", 20_000) + p, "misnested": many("<b><p></b></p><table><a>", 20_000) + p, "deep-select": many("<select><option>", 20_000) + p, "deep-template": many("<template>", 20_000) + p, "adoption": many("<a><b><div>", 5_000) + many("</a></b>", 5_000) + p,
		"wide": many("<i></i>", 400_000) + p, "attributes": "<div " + many("a=b ", 400_000) + ">" + p, "attribute": `<div class="` + many("x ", 1_500_000) + `">` + p, "laughs": laughs + `]><html><body><p>&lol9;</p>` + p, "references": many("&amp;", 600_000) + p, "long-reference": "<p>&" + many("a", 3_000_000) + ";</p>" + p,
		"less-than": many("<", 3_000_000) + p, "comments": many("<!--", 700_000) + p, "end-tags": p + many("</p>", 700_000), "words": "<p>" + many("mill ", 600_000) + "</p>", "one-word": "<p>" + many("m", 3_000_000) + "</p>", "marks": "<p>m" + many("\u0301", 1_000_000) + "</p>" + p, "links": many(`<a href="https://mill.example">m</a> `, 80_000) + p,
		"paragraphs": many("<p>The wheel turns, said the miller, who had not slept.</p>", 50_000), "deep-json": `<script type="application/ld+json">` + many(`{"a":[`, 300_000) + "</script>" + p, "wide-json": `<script type="application/ld+json">[` + many(`{"@type":"NewsArticle","headline":"x"},`, 60_000) + `{}]</script>` + p,
	} {
		list = append(list, Page{Name: "heavy-" + name + ".html", Data: "<!doctype html><title>" + title + "</title>" + data, Heavy: true})
	}
	slices.SortFunc(list, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	return list
}
