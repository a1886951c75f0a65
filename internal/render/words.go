package render

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// words writes the text of one block: inline marks nest outside, and inside
// them the segments stand side by side, so that a link stays one link however
// it is annotated.
type words struct {
	b        *strings.Builder
	article  *article.Article
	scheme   *scheme.Scheme
	segments []editor.Segment      // from the present one on
	numbers  map[annotation.ID]int // on paper, of each annotation; otherwise nil
	linked   bool                  // numbers lead to what is said below
	blind    bool                  // links lead nowhere, because they tell the outlet
}

// inline writes a span with the inline marks that lie in it.
func (w *words) inline(span text.Bytes, marks []article.Mark) {
	at := span.Start
	for len(marks) > 0 {
		m := marks[0]
		inside := 1
		for inside < len(marks) && marks[inside].Span.Start < m.Span.End {
			inside++
		}
		w.text(text.Bytes{Start: at, End: m.Span.Start})
		w.open(m)
		w.inline(m.Span, marks[1:inside])
		w.close(m)
		at, marks = m.Span.End, marks[inside:]
	}
	w.text(text.Bytes{Start: at, End: span.End})
}

func (w *words) open(m article.Mark) {
	switch m.Kind {
	case article.Emphasis:
		w.b.WriteString("<em>")
	case article.Strong:
		w.b.WriteString("<strong>")
	case article.Code:
		w.b.WriteString("<code>")
	case article.Link:
		w.b.WriteString(`<a `)
		if w.blind {
			w.b.WriteString(`data-`)
		}
		w.b.WriteString(`href="`)
		escape(w.b, m.URL)
		w.b.WriteString(`" rel="noopener noreferrer nofollow" draggable="false">`)
	}
}

func (w *words) close(m article.Mark) {
	switch m.Kind {
	case article.Emphasis:
		w.b.WriteString("</em>")
	case article.Strong:
		w.b.WriteString("</strong>")
	case article.Code:
		w.b.WriteString("</code>")
	case article.Link:
		w.b.WriteString("</a>")
	}
}

// text writes a span without inline marks, cut at the segments' edges.
func (w *words) text(span text.Bytes) {
	for span.Start < span.End {
		for len(w.segments) > 0 && w.segments[0].Span.End <= span.Start {
			w.segments = w.segments[1:]
		}
		if len(w.segments) == 0 {
			escape(w.b, w.article.Text[span.Start:span.End])
			return
		}
		seg := w.segments[0]
		end := min(span.End, seg.Span.End)
		piece := text.Bytes{Start: span.Start, End: end}
		if len(seg.By) == 0 {
			escape(w.b, w.article.Text[piece.Start:piece.End])
		} else {
			w.mark(piece, seg.By)
		}
		span.Start = end
	}
}

// mark writes a stretch under at least one annotation. The shortest one, which
// a click means, gives it its look; the next shortest shows as a second line.
func (w *words) mark(piece text.Bytes, by []*annotation.Annotation) {
	top, below := shortest(by)
	w.b.WriteString(`<mark class="`)
	w.look(top, "c-", "p-")
	if below != nil {
		w.b.WriteString(" also ")
		w.look(below, "a-", "")
	}
	if len(by) > 2 {
		w.b.WriteString(" deep")
	}
	w.b.WriteString(`" data-ids="`)
	for i, a := range by {
		if i > 0 {
			w.b.WriteByte(' ')
		}
		escape(w.b, string(a.ID))
	}
	var begins, ends []string
	for _, a := range by {
		for i, span := range a.Target {
			if span.Start == piece.Start {
				begins = append(begins, w.spoken(a, i, "begins"))
			}
			if span.End == piece.End {
				ends = append(ends, w.spoken(a, i, "ends"))
			}
		}
	}
	w.spoke("begin", begins)
	w.spoke("end", ends)
	w.b.WriteString(`">`)
	escape(w.b, w.article.Text[piece.Start:piece.End])
	w.b.WriteString("</mark>")
	if w.numbers != nil {
		w.number(piece, by)
	}
}

// spoke writes what a screen reader says at an edge: the stylesheet shows it
// as generated content that is not seen and not selected.
func (w *words) spoke(edge string, what []string) {
	if len(what) == 0 {
		return
	}
	w.b.WriteString(`" data-`)
	w.b.WriteString(edge)
	w.b.WriteString(`="`)
	for i, s := range what {
		if i > 0 {
			w.b.WriteString(", ")
		}
		escape(w.b, s)
	}
}

func (w *words) spoken(a *annotation.Annotation, span int, edge string) string {
	name := a.Label
	if l := w.scheme.Label(a.Label); l != nil {
		name = l.Name
	}
	switch {
	case span > 0 && edge == "begins":
		edge = "goes on"
	case span < len(a.Target)-1 && edge == "ends":
		edge = "pauses"
	}
	return name + " " + edge
}

func (w *words) look(a *annotation.Annotation, color, pattern string) {
	l := w.scheme.Label(a.Label)
	if l == nil {
		return
	}
	w.b.WriteString(color)
	w.b.WriteString(string(l.Color))
	if pattern != "" {
		w.b.WriteByte(' ')
		w.b.WriteString(pattern)
		w.b.WriteString(string(l.Pattern))
		if l.Role == scheme.Source || l.Role == scheme.Cue {
			w.b.WriteString(" r-part")
		}
	}
}

// shortest is the shortest annotation and the next one, nil if there is none.
func shortest(by []*annotation.Annotation) (top, below *annotation.Annotation) {
	for _, a := range by {
		switch {
		case top == nil || length(a) < length(top):
			top, below = a, top
		case below == nil || length(a) < length(below):
			below = a
		}
	}
	return top, below
}

func length(a *annotation.Annotation) (n text.Byte) {
	for _, b := range a.Target {
		n += b.Len()
	}
	return n
}
