package class

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/article"
	"quoth/internal/editor"
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
	posts, err := c.postsOf(v)
	if err != nil {
		return nil, err
	}
	q, labels := c.r.URL.Query(), labelsOf(v.assignment.Scheme)
	wall := q.Has("wall")
	data := map[string]any{
		"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Assignment": v.assignment, "Article": v.article,
		"Readers": len(v.readers), "Labels": labels, "Wall": wall, "Result": q.Has("result"),
		"Says": c.member.Role.May(project.Annotator) && c.project.Writable() == nil,
	}
	if v.result != nil {
		data["Decided"], data["Finished"] = len(v.result.Layer.Adjudication.Decisions), v.result.Finished
	}
	if q.Has("result") {
		if err := c.resultView(v, data); err != nil {
			return nil, err
		}
	} else {
		heat := v.look.heat()
		data["Heat"], data["Levels"] = heatHTML(v.article, &heat, labels), []int{1, 2, 3, 4, 5}
	}
	span, exact, err := c.asked(v, posts)
	switch {
	case err != nil:
		return nil, err
	case exact != "":
		data["Exact"], data["Behind"] = exact, c.behind(v, span)
		at, err := text.To[text.CodePoint](v.article.Text, span)
		if err != nil {
			return nil, err
		}
		data["Start"], data["End"] = at.Start, at.End
		posts = slices.DeleteFunc(posts, func(p *project.Post) bool {
			b, err := text.From(v.article.Text, p.Span)
			return err != nil || b.Start >= span.End || b.End <= span.Start
		})
	case !q.Has("result"):
		data["Agreed"], data["Speakers"] = c.agreed(v), speakersOf(v)
	}
	data["Threads"] = c.threads(posts)
	return c.pages.write(c, http.StatusOK, "together", server.Screen{
		Title: v.article.Meta.Title, Wide: wall, Live: "/api/projects/" + string(c.project.ID) + "/events?all",
	}, data)
}

// asked is the passage that the address names, from ?start= to ?end= or that
// of ?post=; no words if it names none.
func (c *call) asked(v *view, posts []*project.Post) (text.Bytes, string, error) {
	q := c.r.URL.Query()
	if i := slices.IndexFunc(posts, func(p *project.Post) bool { return p.ID == q.Get("post") }); i >= 0 {
		span, err := text.From(v.article.Text, posts[i].Span)
		return span, v.article.Text[span.Start:span.End], err
	}
	if !q.Has("start") {
		return text.Bytes{}, "", nil
	}
	span, err := c.span(v.article)
	if err != nil {
		return span, "", err
	}
	return span, v.article.Text[span.Start:span.End], nil
}

// resultView is what the class has decided, in the text and as a list.
func (c *call) resultView(v *view, data map[string]any) error {
	told, err := c.told(v, v.result, 0)
	if err != nil {
		return err
	}
	c.w.Header().Del("ETag") // it is that of the result, not of the page
	data["Passages"] = told.Passages
	counts := map[string]int{}
	for _, p := range told.Passages {
		counts[p.Label]++
	}
	var legend []project.Count
	for _, l := range v.assignment.Scheme.Labels {
		if counts[l.ID] > 0 {
			legend = append(legend, project.Count{Label: l.ID, By: counts[l.ID]})
		}
	}
	data["Legend"] = legend
	var b strings.Builder
	var state *editor.State
	if v.result != nil {
		state = editor.Open(v.article, v.result.Layer)
	}
	for i, block := range v.article.Blocks {
		tag := tagOf(block.Kind)
		b.WriteString("<" + tag + ` class="` + string(block.Kind) + `">`)
		if state != nil {
			b.WriteString(render.Block(state, i))
		} else {
			b.WriteString(render.Escape(v.article.Text[block.Span.Start:block.Span.End]))
		}
		b.WriteString("</" + tag + ">\n")
	}
	data["Heat"] = template.HTML(b.String())
	return nil
}

func tagOf(k article.Kind) string {
	switch k {
	case article.Headline:
		return "h2"
	case article.Heading:
		return "h3"
	}
	return "p"
}

// heatHTML is the article with every passage that somebody marked as a link to
// what stands behind it: darker the more have, wavy where their labels differ.
func heatHTML(a *article.Article, h *project.Heat, labels map[string]*scheme.Label) template.HTML {
	var b strings.Builder
	runs := runsOf(h, labels)
	next := 0
	for _, block := range a.Blocks {
		tag := tagOf(block.Kind)
		b.WriteString("<" + tag + ` class="` + string(block.Kind) + `">`)
		at := block.Span.Start
		for i := next; i < len(runs); i++ {
			r := &runs[i]
			if r.span.Start >= block.Span.End {
				break
			}
			if r.span.End <= block.Span.End {
				next = i + 1
			}
			start, end := max(r.span.Start, block.Span.Start), min(r.span.End, block.Span.End)
			if start >= end {
				continue
			}
			b.WriteString(render.Escape(a.Text[at:start]))
			b.WriteString(`<a class="` + r.class + `" href="?start=` + strconv.Itoa(int(r.start)) + "&amp;end=" + strconv.Itoa(int(r.end)) + `#behind" title="` + render.Escape(r.told) + `">`)
			b.WriteString(render.Escape(a.Text[start:end]))
			b.WriteString("</a>")
			at = end
		}
		b.WriteString(render.Escape(a.Text[at:block.Span.End]))
		b.WriteString("</" + tag + ">\n")
	}
	return template.HTML(b.String())
}

// A run is passages side by side that look the same. A large class cuts a text
// at almost every word, and nobody wants to go through a link for each.
type run struct {
	start, end text.CodePoint
	span       text.Bytes
	class      string
	first      string // the label that most gave
	by         int
	told       string
}

// split is from where on labels differ enough to be shown.
const split = 0.3

func runsOf(h *project.Heat, labels map[string]*scheme.Label) (runs []run) {
	for i := range h.Passages {
		p := &h.Passages[i]
		class := "heat h" + strconv.Itoa(h.Level(p, levels))
		if p.Split > split {
			class += " split"
		}
		n := len(runs) - 1
		if n >= 0 && runs[n].end == p.Start && runs[n].class == class && runs[n].first == p.Labels[0].Label {
			runs[n].end, runs[n].span.End = p.End, p.Span().End
			if p.By > runs[n].by {
				runs[n].by, runs[n].told = p.By, told(p, h.Readers, labels)
			}
			continue
		}
		runs = append(runs, run{p.Start, p.End, p.Span(), class, p.Labels[0].Label, p.By, told(p, h.Readers, labels)})
	}
	return runs
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
