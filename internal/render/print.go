package render

import (
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/text"
)

// Page is the article with its marks as one HTML page that needs nothing
// else: a legend, the text, a number at the end of each mark, and what was
// said of it in order below. It is made for paper and for handing on.
func Page(s *editor.State) string {
	a := s.Article()
	var b strings.Builder
	b.Grow(4 * len(a.Text))
	b.WriteString("<!doctype html>\n<html lang=\"")
	escape(&b, a.Meta.Language)
	b.WriteString("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
	escape(&b, a.Meta.Title)
	b.WriteString("</title><style>")
	b.WriteString(pageStyle)
	b.WriteString("</style></head><body>")
	marked(&b, s, words{})
	b.WriteString("</body></html>\n")
	return b.String()
}

// marked is a legend, the text with its marks and their numbers, and below it
// what was said of each. What like says of words goes for the whole text.
func marked(b *strings.Builder, s *editor.State, like words) {
	a := s.Article()
	legend(b, s)
	numbers := make(map[annotation.ID]int, s.Len())
	for an := range s.InTextOrder() {
		numbers[an.ID] = len(numbers) + 1
	}
	frame := "main"
	if like.linked { // a Frame has the legend and the notes in its main part as well
		frame = "div"
		b.WriteString(`<div lang="`)
		escape(b, a.Meta.Language)
		b.WriteString(`" dir="` + direction(a) + `">`)
	} else {
		b.WriteString(`<main dir="` + direction(a) + `">`)
	}
	for i, block := range a.Blocks {
		if like.blind && block.Kind == article.Byline {
			continue
		}
		tag := tagOf(block)
		if tag == "li" {
			tag = "p"
		}
		b.WriteString("<" + tag + ` class="` + string(block.Kind) + `">`)
		w := words{b: b, article: a, scheme: s.Scheme(), segments: s.Segments(i), numbers: numbers, blind: like.blind, linked: like.linked}
		w.inline(block.Span, marksIn(a.Marks, block.Span))
		b.WriteString("</" + tag + ">\n")
	}
	b.WriteString("</" + frame + ">")
	notes(b, s, like.linked)
}

func direction(a *article.Article) string {
	if a.Meta.Direction == article.RightToLeft {
		return "rtl"
	}
	return "ltr"
}

// Legend tells what the marks of a state mean, for paper.
func Legend(s *editor.State) string {
	var b strings.Builder
	legend(&b, s)
	return b.String()
}

func legend(b *strings.Builder, s *editor.State) {
	b.WriteString(`<section class="legend"><h2>`)
	escape(b, s.Scheme().Name)
	b.WriteString("</h2><dl>")
	counts := make(map[string]int)
	for _, a := range s.Annotations() {
		counts[a.Label]++
	}
	for _, l := range s.Scheme().Labels {
		if counts[l.ID] == 0 {
			continue
		}
		b.WriteString(`<div><dt><mark class="c-` + string(l.Color) + ` p-` + string(l.Pattern) + `">`)
		escape(b, l.Name)
		b.WriteString("</mark> " + strconv.Itoa(counts[l.ID]) + "</dt><dd>")
		escape(b, l.Definition)
		b.WriteString("</dd></div>")
	}
	b.WriteString("</dl></section>")
}

// notes lists every annotation under its number.
func notes(b *strings.Builder, s *editor.State, linked bool) {
	if s.Len() == 0 {
		return
	}
	b.WriteString(`<section class="notes"><ol>`)
	number := 0
	for a := range s.InTextOrder() {
		number++
		b.WriteString("<li")
		if linked {
			b.WriteString(` id="n` + strconv.Itoa(number) + `"`)
		}
		b.WriteString("><strong>")
		name := a.Label
		if l := s.Scheme().Label(a.Label); l != nil {
			name = l.Name
		}
		escape(b, name)
		b.WriteString("</strong> ")
		for _, at := range s.AttributionsOf(a.ID) {
			if p := s.Speaker(at.Speaker); p != nil {
				b.WriteString("(")
				escape(b, p.Name)
				b.WriteString(") ")
				break
			}
		}
		b.WriteString(`<q dir="auto">`)
		for i, span := range a.Target {
			if i > 0 {
				b.WriteString(" … ")
			}
			escape(b, s.Article().Text[span.Start:span.End])
		}
		b.WriteString("</q>")
		for _, more := range []string{restatement(a), a.Note, strings.Join(a.Tags, ", ")} {
			if more != "" {
				b.WriteString(" – ")
				escape(b, more)
			}
		}
		for _, e := range a.Evidence {
			b.WriteString(" – ")
			escape(b, string(e.Stance)+": "+strings.TrimSpace(e.Quote+" "+e.URL))
		}
		if linked {
			n := strconv.Itoa(number)
			b.WriteString(` <a href="#m` + n + `" target="_self" aria-label="Back to mark ` + n + `">↩</a>`)
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ol></section>")
}

func restatement(a *annotation.Annotation) string {
	if a.Claim == nil {
		return ""
	}
	return a.Claim.Restatement
}

// number writes the numbers of the annotations that end with a piece.
func (w *words) number(piece text.Bytes, by []*annotation.Annotation) {
	for _, a := range by {
		if a.Target[len(a.Target)-1].End == piece.End {
			n := strconv.Itoa(w.numbers[a.ID])
			if w.linked {
				n = `<a href="#n` + n + `" id="m` + n + `" target="_self" aria-label="Note ` + n + `">` + n + `</a>`
			}
			w.b.WriteString("<sup>" + n + "</sup>")
		}
	}
}

// pageStyle repeats the light palette of web/style.css, because the page
// stands alone.
const pageStyle = `body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:12pt/1.55 Georgia,"Noto Serif",serif;color:#111;background:#fff}
h1{font-size:1.7em;line-height:1.2}.deck{font-size:1.15em;color:#444}.byline,.caption,.legend,.notes{font:.85em/1.5 system-ui,sans-serif}.caption{border-inline-start:3px solid #ccc;padding-inline-start:.8em}
p,blockquote,pre{white-space:pre-wrap}mark{color:inherit;background:var(--c);text-decoration:underline var(--p) 2px var(--l);text-underline-offset:.2em;text-decoration-skip-ink:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.r-part{background:none}.also{box-shadow:inset 0 1.5px #555}.legend{border:1px solid #ccc;padding:.25rem 1rem;break-inside:avoid}.legend div{display:flex;gap:1rem}.legend dt{flex:0 0 9rem}.legend dd{margin:0}.notes{border-top:1px solid #ccc;margin-top:2rem}sup{font:.65em system-ui,sans-serif}
.c-amber{--c:#ffe49a;--l:#8a5a00}.c-blue{--c:#cbe3ff;--l:#1a56b0}.c-green{--c:#cdeec6;--l:#22702a}.c-rose{--c:#fbd2df;--l:#b01e55}.c-violet{--c:#e2d8ff;--l:#6535c9}.c-teal{--c:#c4eeea;--l:#0b6b66}.c-orange{--c:#ffdcbd;--l:#a84300}.c-grey{--c:#e3e3e0;--l:#55555a}
.p-solid,.p-thick{--p:solid}.p-dashed{--p:dashed}.p-dotted{--p:dotted}.p-double{--p:double}.p-wavy{--p:wavy}`
