// Package attack holds pages that are made to harm whoever opens them: to run
// their script, to call home, or to hang the reader. They are our own writing,
// made by code, and are for tests: by every way in, nothing of them may run,
// ask the network or take more than its share.
//
// What runs calls ran("…"), a canary that the tests define in the page; what
// asks the network asks the beacon, a server of the tests.
package attack

import (
	"fmt"
	"html"
	"strings"
)

// A Page is one attack.
type Page struct {
	Name string // fit for a file
	Data string // HTML, unless Name says otherwise
	// Heavy pages are about time and memory. They need not give an article.
	Heavy bool
}

// Prose is in every page, so that there is an article to read.
const Prose = "The mill stands still, said the miller, and will for as long as the river does not come back to its old bed."

const title = "The mill stands still"

func page(head, body string) string {
	p := "<p>" + Prose + "</p>"
	return "<!doctype html><html lang=en><head><meta charset=utf-8><title>" + title + "</title>" + head + "</head><body><article><h1>" + title + "</h1>" + p + body +
		"<p>The council wants to dig, and has bought two spades. It meets again in autumn, when the water comes back by itself.</p></article></body></html>"
}

// Pages are all of them. The beacon is an address like http://127.0.0.1:4321
// that must not be asked.
func Pages(beacon string) []Page {
	return append([]Page{
		{Name: "scripts.html", Data: page(`<script>ran("head")</script><script src="`+beacon+`/s.js"></script><base href="javascript:ran('base')//">`+
			`<meta http-equiv=refresh content="0;url=javascript:ran('refresh')"><meta http-equiv="refresh" content="0; url=`+beacon+`/refresh">`, strings.Join(sinks(beacon), "\n"))},
		{Name: "handlers.html", Data: page("", handlers())},
		{Name: "breakouts.html", Data: page("", strings.Join(breakouts(), "\n"))},
		{Name: "svg.html", Data: page("", strings.Join(svg(beacon), "\n"))},
		{Name: "mathml.html", Data: page("", strings.Join(mathml(), "\n"))},
		{Name: "forms.html", Data: page("", strings.Join(forms(beacon), "\n"))},
		{Name: "links.html", Data: page("", links())},
		{Name: "links.md", Data: "# " + title + "\n\n" + Prose + "\n\n" + markdownLinks()},
		{Name: "data.html", Data: metadata()},
		{Name: "calls.html", Data: page(strings.ReplaceAll(`<link rel=stylesheet href="B/c.css"><link rel=preload as=image href="B/p.png"><link rel=prefetch href="B/f"><link rel=dns-prefetch href="B"><link rel=icon href="B/i"><style>@import "B/i.css"; p { background: url(B/b.png) } @font-face { font-family: x; src: url(B/x.woff) }</style>`, "B", beacon),
			strings.ReplaceAll(`<img src="B/1.png" srcset="B/2.png 2x"><picture><source srcset="B/3.png"><img src="B/4.png"></picture><video src="B/v" poster="B/5.png" autoplay></video><audio src="B/a" autoplay></audio><iframe src="B/frame"></iframe><embed src="B/e"><object data="B/o"></object><p style="background:url(B/6.png)">The wheel is of oak.</p><a href="https://mill.example/" ping="B/ping">The mill</a><input type=image src="B/7.png"><table background="B/8.png"><tr><td>One spade</td></tr></table>`, "B", beacon))},
		{Name: "direction.txt", Data: title + "\n\n" + Prose + "\n\n\u202Edetrevni si siht\u202C and \u2066isolated\u2069, \x1b[31mred\x1b[0m, \uFEFFmark, \uFFFE and <script>ran('text')</script>.\n"},
		{Name: "zero.html", Data: page("", "<script\x00>ran('nul')</script><a href=\"java\x00script:ran('nul')\">x</a><img src=x on\x00error=ran('nul')>"), Heavy: true},
	}, heavy()...)
}

// sinks are the places in which HTML runs script without being asked.
func sinks(beacon string) []string {
	return []string{
		`<script>ran("plain")</script>`, `<SCRIPT/x>ran("slash")</SCRIPT >`, `<script type=module>ran("module")</script>`, `<script><!--
ran("comment")--></script>`, `<scr<script>ran("nested")</scr</script>ipt>`, "<script\x0c>ran('feed')</script>",
		`<noscript><p title="</noscript><img src=x onerror=ran('noscript')>"></noscript>`, `<template><script>ran("template")</script></template>`,
		`<iframe srcdoc="<script>parent.ran('srcdoc')</script>"></iframe>`, `<iframe src="javascript:parent.ran('iframe')"></iframe>`, `<iframe src="data:text/html,<script>top.ran('data')</script>"></iframe>`,
		`<object data="javascript:ran('object')"></object>`, `<object type="text/html" data="data:text/html,<script>top.ran('object')</script>"></object>`, `<embed src="javascript:ran('embed')">`, `<applet code="javascript:ran('applet')"></applet>`,
		`<link rel=import href="data:text/html,<script>ran('import')</script>">`, `<link rel=stylesheet href="javascript:ran('link')">`, `<style>p { behavior: url(javascript:ran('behavior')); -moz-binding: url(` + beacon + `/xbl) }</style>`,
		`<div style="width: expression(ran('expression'))">The wheel is of oak.</div>`, `<xml id=x><a><b>&lt;img src=x onerror=ran('xml')&gt;</b></a></xml>`, `<portal src="javascript:ran('portal')"></portal>`,
		`<p is="x-y" onclick=ran('is') slot=x>Custom.</p><x-y><template shadowrootmode=open><img src=x onerror=ran('shadow')></template></x-y>`,
		`<meta http-equiv="Content-Security-Policy" content="script-src *">`, `<![CDATA[<img src=x onerror=ran('cdata')>]]>`, `<!--[if gte IE 4]><script>ran('conditional')</script><![endif]-->`, `<?xml-stylesheet href="javascript:ran('pi')"?>`,
	}
}

// handlers has every event that comes without the reader's doing, on every kind
// of element that fires it, and some that come with a click.
func handlers() string {
	var b strings.Builder
	for _, element := range []string{"img src=x", "video src=x", "audio src=x", "input autofocus", "body", "details open", "svg", "marquee", "select autofocus", "textarea autofocus", "iframe", "object data=x", "style", "script", "link rel=stylesheet href=x", "p", "a href=#", "button autofocus", "div tabindex=0 id=x", "video><source src=x"} {
		for _, event := range []string{"load", "error", "focus", "toggle", "start", "animationstart", "transitionend", "pageshow", "beforescriptexecute", "click", "mouseover", "pointerenter", "canplay", "loadstart", "scroll", "beforetoggle"} {
			fmt.Fprintf(&b, "<%s on%s=\"ran('%s')\" ON%s=ran('%s') style='animation:x 1s'>", element, event, event, strings.ToUpper(event), event)
		}
	}
	return b.String() + "<p>The wheel is of oak.</p>"
}

// breakouts end an attribute, a comment or a raw element early.
func breakouts() []string {
	img := "<img src=x onerror=ran('out')>"
	return []string{
		`<p title='"` + img + `'>One.</p>`, `<p title="` + "`" + img + `">Two.</p>`, `<p/title="x"/onclick=ran('slash')/>Three.</p>`,
		`<!--><script>ran('short')</script>-->`, `<!---><script>ran('shorter')</script>-->`, `<!--!><script>ran('bang')</script>-->`, `<!-- --!><script>ran('ended')</script>`,
		`<textarea></textarea>` + img, `<textarea><` + `/textarea ` + img + `</textarea>`, `<title></title>` + img, `<xmp><p title="</xmp>` + img + `"></xmp>`,
		`<noembed><p title="</noembed>` + img + `"></noembed>`, `<noframes><p title="</noframes>` + img + `"></noframes>`, `<style><p title="</style>` + img + `"></style>`, `<iframe><p title="</iframe>` + img + `"></iframe>`,
		html.EscapeString(img) + " " + html.EscapeString(html.EscapeString(img)), `&lt;script&gt;ran('entity')&lt;/script&gt; &#60img src=x onerror=ran('number')&#62`, `\x3cscript\x3eran('hex')\x3c/script\x3e`, `{{constructor.constructor('ran(1)')()}} ${ran('template')} <%= ran('erb') %>`,
		"<p>\u2028<img src=x\u2028onerror=ran('separator')></p>", "<\u0131mg src=x onerror=ran('dotless')>", "＜script＞ran('wide')＜/script＞", "<p lang='en\"><img src=x onerror=ran(1)>' dir='rtl\" onload=ran(1)'>Four.</p>",
	}
}
