package render

import (
	"strings"

	"quoth/internal/article"
	"quoth/internal/editor"
)

// A Frame is a page for a frame on somebody else's page: it needs nothing
// else, runs nothing, and looks right in light and dark and on a telephone.
type Frame struct {
	Article *article.Article // nil for a page that only says something
	Body    string           // HTML, as Marked writes it
	About   string           // what is shown, in words
	Blind   bool             // who has published the article is not told
}

// Marked is an article with the marks of a state, their legend and what was
// said of them, as the body of a Frame.
func Marked(s *editor.State, blind bool) string {
	var b strings.Builder
	b.Grow(4 * len(s.Article().Text))
	marked(&b, s, words{linked: true, blind: blind})
	return b.String()
}

// HTML is the page. Links of the article leave the frame.
func (f Frame) HTML() string {
	var b strings.Builder
	b.Grow(len(f.Body) + len(frameStyle) + 1000)
	title := "Quoth"
	if f.Article != nil {
		title = f.Article.Meta.Title
	}
	b.WriteString(`<!doctype html>` + "\n" + `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><base target="_blank"><title>`)
	escape(&b, title)
	b.WriteString("</title><style>" + frameStyle + "</style></head><body><main>")
	if f.Article != nil && !headed(f.Article) {
		b.WriteString(`<h1 dir="auto">`)
		escape(&b, title)
		b.WriteString("</h1>")
	}
	b.WriteString(`<p class="about">`)
	escape(&b, f.About)
	b.WriteString("</p>" + f.Body + "</main><footer>")
	f.source(&b)
	b.WriteString("Annotated with Quoth.</footer></body></html>\n")
	return b.String()
}

func headed(a *article.Article) bool {
	for _, block := range a.Blocks {
		if block.Kind == article.Headline {
			return true
		}
	}
	return false
}

// source says where the article stands, with the way there.
func (f Frame) source(b *strings.Builder) {
	if f.Article == nil || f.Blind {
		return
	}
	m := f.Article.Meta
	address := m.Canonical
	if address == "" {
		address = m.URL
	}
	what := m.Publisher
	if what == "" {
		what = "The article"
	}
	b.WriteString(`<bdi>`)
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		b.WriteString(`<a rel="noopener noreferrer nofollow" href="`)
		escape(b, address)
		b.WriteString(`">`)
		escape(b, what)
		b.WriteString("</a></bdi>. ")
		return
	}
	if m.Publisher == "" {
		b.WriteString("</bdi>")
		return
	}
	escape(b, what)
	b.WriteString("</bdi>. ")
}

// FrameStyle is the style in every Frame, for the policy that allows it and
// nothing else.
func FrameStyle() string { return frameStyle }

// frameStyle repeats the palettes of web/style.css, because the page stands
// alone.
const frameStyle = `:root{color-scheme:light dark;--ink:#1b1c1e;--paper:#fff;--soft:#55585e;--edge:#d5d5d0;--link:#1a56b0;--split:#b3261e;--amber:#ffe49a;--blue:#cbe3ff;--green:#cdeec6;--rose:#fbd2df;--violet:#e2d8ff;--teal:#c4eeea;--orange:#ffdcbd;--grey:#e3e3e0;--amber-line:#8a5a00;--blue-line:#1a56b0;--green-line:#22702a;--rose-line:#b01e55;--violet-line:#6535c9;--teal-line:#0b6b66;--orange-line:#a84300;--grey-line:#55555a;--h1:#fff6dc;--h2:#ffedba;--h3:#ffe08a;--h4:#ffcf8a;--h5:#f7b877}
@media(prefers-color-scheme:dark){:root{--ink:#e4e4e1;--paper:#16181c;--soft:#a9acb2;--edge:#3a3d45;--link:#8ec1ff;--split:#ff8a80;--amber:#5a4300;--blue:#143f72;--green:#1d4d22;--rose:#6a1f3c;--violet:#45308a;--teal:#0d4f4b;--orange:#6a3108;--grey:#43464d;--amber-line:#ffcf4d;--blue-line:#8ec1ff;--green-line:#8fdc86;--rose-line:#ff9dbd;--violet-line:#c3acff;--teal-line:#6fe0d6;--orange-line:#ffb27a;--grey-line:#b9bcc4;--h1:#2b2614;--h2:#423714;--h3:#5a4300;--h4:#6a3f08;--h5:#844a10}}
*{box-sizing:border-box}body{max-width:42rem;margin:0 auto;padding:1rem;font:1.0625rem/1.6 Georgia,"Noto Serif",serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
h1{font-size:1.6em;line-height:1.2}h2{font:600 1rem/1.4 system-ui,sans-serif}.deck{font-size:1.1em;color:var(--soft)}.about,.byline,.caption,.legend,.notes,footer{font:.875rem/1.5 system-ui,sans-serif}.about,footer{color:var(--soft)}.caption{border-inline-start:3px solid var(--edge);padding-inline-start:.8em}
p,blockquote,pre{white-space:pre-wrap}pre{overflow-x:auto}blockquote{margin-inline:1rem 0;border-inline-start:3px solid var(--edge);padding-inline-start:1rem}a{color:var(--link)}a:focus-visible{outline:2px solid var(--link);outline-offset:2px}:target{outline:2px solid var(--link);outline-offset:3px}
mark{color:inherit;background:var(--c);text-decoration:underline var(--p) 2px var(--l);text-underline-offset:.2em;text-decoration-skip-ink:none}.r-part{background:none}.also{box-shadow:inset 0 1.5px var(--soft)}
.legend{border:1px solid var(--edge);border-radius:.5rem;padding:.25rem 1rem;margin-block:1rem}.legend h2{margin:.5rem 0}.legend dl{margin:.5rem 0}.legend div{display:flex;gap:.25rem 1rem;margin-block:.25rem}.legend dt{flex:0 0 9rem}.legend dd{margin:0}.notes{border-top:1px solid var(--edge);margin-top:2rem}.notes ol{padding-inline-start:2rem}.notes li{margin-block:.5rem}.notes a{display:inline-block;min-width:1.5rem;min-height:1.5rem;text-align:center}sup{font:.7em system-ui,sans-serif;line-height:0}sup a{padding:.4em .3em}footer{border-top:1px solid var(--edge);margin-top:2rem;padding-top:.75rem}
.heat{color:inherit;border-radius:.15em;padding-block:.1em;text-decoration:underline dotted var(--soft) 1px;text-underline-offset:.25em}.heat.split{text-decoration:underline wavy var(--split) 1.5px}.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.h4{background:var(--h4)}.h5{background:var(--h5)}.scale{display:inline-flex;gap:2px;vertical-align:middle}.scale i{width:1.4em}
.c-amber{--c:var(--amber);--l:var(--amber-line)}.c-blue{--c:var(--blue);--l:var(--blue-line)}.c-green{--c:var(--green);--l:var(--green-line)}.c-rose{--c:var(--rose);--l:var(--rose-line)}.c-violet{--c:var(--violet);--l:var(--violet-line)}.c-teal{--c:var(--teal);--l:var(--teal-line)}.c-orange{--c:var(--orange);--l:var(--orange-line)}.c-grey{--c:var(--grey);--l:var(--grey-line)}
.p-solid,.p-thick{--p:solid}.p-dashed{--p:dashed}.p-dotted{--p:dotted}.p-double{--p:double}.p-wavy{--p:wavy}
@media(max-width:30rem){body{font-size:1rem;padding:.75rem}.legend div{flex-direction:column}.legend dt{flex:none}}`
