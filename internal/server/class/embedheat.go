package class

import (
	"fmt"
	"strings"

	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/scheme"
)

// heatFrame is what a class has marked, for a frame: how many, and as what. It
// holds nothing of a single reader, neither names nor notes. Each passage
// leads to its line below, which says in words what its colour shows.
func heatFrame(v *view) (about, body string) {
	heat := project.NewHeat(v.article, v.readers)
	names := map[string]*scheme.Label{}
	for i := range v.assignment.Scheme.Labels {
		names[v.assignment.Scheme.Labels[i].ID] = &v.assignment.Scheme.Labels[i]
	}
	var b strings.Builder
	b.WriteString(`<p class="about">Few <span class="scale" aria-hidden="true">`)
	for i := range levels {
		fmt.Fprintf(&b, `<i class="h%d">&nbsp;</i>`, i+1)
	}
	b.WriteString(` </span> to all; <span class="heat split">a wavy line</span> where labels differ.</p>`)
	fmt.Fprintf(&b, `<div lang="%s" dir="%s">`, render.Escape(v.article.Meta.Language), map[bool]string{true: "rtl", false: "ltr"}[v.article.Meta.Direction == article.RightToLeft])
	seen := make([]bool, len(heat.Passages))
	heated(&b, v.article, &heat, v.assignment.Blind, func(i int, words string) {
		p := &heat.Passages[i]
		id := ""
		if !seen[i] {
			id = fmt.Sprintf(` id="m%d"`, i+1)
		}
		seen[i] = true
		fmt.Fprintf(&b, `<a class="heat h%d%s" href="#n%d"%s target="_self" title="%s">%s</a>`, heat.Level(p, levels), splitOf(p), i+1, id, render.Escape(told(p, heat.Readers, names)), render.Escape(words))
	})
	b.WriteString("</div>")
	if len(heat.Passages) > 0 {
		b.WriteString(`<section class="notes"><h2>In words</h2><ol>`)
		for i := range heat.Passages {
			p := &heat.Passages[i]
			if !seen[i] {
				continue // in a byline that is not shown
			}
			fmt.Fprintf(&b, `<li value="%d" id="n%d">%s <q dir="auto">%s</q> <a href="#m%d" target="_self" aria-label="Back to passage %d">↩</a></li>`+"\n",
				i+1, i+1, render.Escape(told(p, heat.Readers, names)), render.Escape(cut(v.article.Text[p.Span().Start:p.Span().End])), i+1, i+1)
		}
		b.WriteString("</ol></section>")
	}
	readers := fmt.Sprint(heat.Readers, " readers have")
	if heat.Readers == 1 {
		readers = "one reader has"
	}
	return "What " + readers + " marked.", b.String()
}

// cut is the beginning of a passage, enough to know it by.
func cut(words string) string {
	const most = 160
	if r := []rune(words); len(r) > most {
		return string(r[:most]) + "…"
	}
	return words
}

func splitOf(p *project.Passage) string {
	if p.Split > 0.3 {
		return " split"
	}
	return ""
}

// heated writes the blocks of an article, and has passage write what was
// marked of each; blind leaves out who wrote it.
func heated(b *strings.Builder, a *article.Article, h *project.Heat, blind bool, passage func(i int, words string)) {
	next := 0
	for _, block := range a.Blocks {
		if blind && block.Kind == article.Byline {
			continue
		}
		tag := map[article.Kind]string{article.Headline: "h1", article.Heading: "h2", article.Quotation: "blockquote", article.Verbatim: "pre"}[block.Kind]
		if tag == "" {
			tag = "p"
		}
		fmt.Fprintf(b, `<%s class="%s">`, tag, block.Kind)
		at := block.Span.Start
		for i := next; i < len(h.Passages); i++ {
			span := h.Passages[i].Span()
			if span.Start >= block.Span.End {
				break
			}
			if span.End <= block.Span.End {
				next = i + 1
			}
			start, end := max(span.Start, block.Span.Start), min(span.End, block.Span.End)
			if start >= end {
				continue
			}
			b.WriteString(render.Escape(a.Text[at:start]))
			passage(i, a.Text[start:end])
			at = end
		}
		fmt.Fprintf(b, "%s</%s>\n", render.Escape(a.Text[at:block.Span.End]), tag)
	}
}
