package class

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/scheme"
	"quoth/internal/server"
	"quoth/internal/text"
)

// levels is on how many steps a passage is shown.
const levels = 5

func (c *call) togetherPage() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	heat := project.NewHeat(v.article, v.readers)
	posts, err := c.postsOf(v)
	if err != nil {
		return nil, err
	}
	names := map[string]*scheme.Label{}
	for i := range v.assignment.Scheme.Labels {
		names[v.assignment.Scheme.Labels[i].ID] = &v.assignment.Scheme.Labels[i]
	}
	data := map[string]any{
		"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Assignment": v.assignment, "Article": v.article,
		"Readers": heat.Readers, "Heat": heatHTML(v.article, &heat, names), "Agreed": c.agreed(v),
		"Speakers": speakersOf(v), "Labels": names, "Levels": []int{1, 2, 3, 4, 5}, "Posts": posts,
		"Says": c.member.Role.May(project.Annotator) && c.project.Writable() == nil, "Wall": c.r.URL.Query().Has("wall"),
	}
	if q := c.r.URL.Query(); q.Has("start") {
		span, err := c.span(v.article)
		if err != nil {
			return nil, err
		}
		data["Start"], data["End"], data["Exact"] = q.Get("start"), q.Get("end"), v.article.Text[span.Start:span.End]
		data["Behind"] = c.behind(v, span)
		here := []*project.Post{}
		for _, p := range posts {
			if b, err := text.From(v.article.Text, p.Span); err == nil && b.Start < span.End && b.End > span.Start {
				here = append(here, p)
			}
		}
		data["Posts"] = here
	}
	return c.pages.write(c, http.StatusOK, "together", server.Screen{
		Title: v.article.Meta.Title, Wide: c.r.URL.Query().Has("wall"), Live: "/api/projects/" + string(c.project.ID) + "/events?all",
	}, data)
}

// heatHTML is the article with every passage that somebody marked as a link to
// what stands behind it: darker the more have, wavy where their labels differ.
func heatHTML(a *article.Article, h *project.Heat, labels map[string]*scheme.Label) template.HTML {
	var b strings.Builder
	next := 0
	for _, block := range a.Blocks {
		tag := map[article.Kind]string{article.Heading: "h3", article.Headline: "h2"}[block.Kind]
		if tag == "" {
			tag = "p"
		}
		b.WriteString("<" + tag + ` class="` + string(block.Kind) + `">`)
		at := block.Span.Start
		for i := next; i < len(h.Passages); i++ {
			p := &h.Passages[i]
			span := p.Span()
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
			split := ""
			if p.Split > 0.3 {
				split = " split"
			}
			fmt.Fprintf(&b, `<a class="heat h%d%s" href="?start=%d&amp;end=%d#behind" title="%s">`, h.Level(p, levels), split, p.Start, p.End, render.Escape(told(p, h.Readers, labels)))
			b.WriteString(render.Escape(a.Text[start:end]))
			b.WriteString("</a>")
			at = end
		}
		b.WriteString(render.Escape(a.Text[at:block.Span.End]))
		b.WriteString("</" + tag + ">\n")
	}
	return template.HTML(b.String())
}

// told is a passage in words: 7 of 28: Claim 5, Evidence 2.
func told(p *project.Passage, readers int, labels map[string]*scheme.Label) string {
	parts := make([]string, len(p.Labels))
	for i, l := range p.Labels {
		name := l.Label
		if labels[l.Label] != nil {
			name = labels[l.Label].Name
		}
		parts[i] = fmt.Sprint(name, " ", l.By)
	}
	return fmt.Sprintf("%d of %d: %s", p.By, readers, strings.Join(parts, ", "))
}
