package class

import (
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/scheme"
	"quoth/internal/server"
	"quoth/internal/text"
)

// passageCase is a passage to decide, without a word of who marked it.
type passageCase struct {
	Key      string    `json:"key"`
	Stamp    string    `json:"stamp"` // what was decided of it so far: send it as seen
	Exact    string    `json:"exact"`
	Readings []reading `json:"readings"`
	Nothing  int       `json:"nothing"` // who have marked nothing there
	Proposed string    `json:"proposed,omitempty"`
	Taken    string    `json:"taken,omitempty"` // a reading, "none" or "all"; "other" if its words are nobody's now
	Note     string    `json:"note,omitempty"`
}

// reading is one way in which it was marked.
type reading struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	Exact   string `json:"exact"`
	Speaker string `json:"speaker,omitempty"`
	By      int    `json:"by"`
}

func (c *call) cases() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	d, _, err := c.deciding(v)
	if err != nil {
		return nil, err
	}
	all := []passageCase{}
	for _, one := range d.Cases(false) {
		all = append(all, caseIn(v.article, d, one))
	}
	return all, nil
}

func caseIn(a *article.Article, d *project.Deciding, c *adjudication.Case) passageCase {
	decision := d.Decision(c)
	one := passageCase{Key: project.Key(c), Stamp: project.Stamp(decision), Exact: c.Target.Words(a), Nothing: len(c.Silent), Proposed: d.Proposed(c), Readings: []reading{}}
	for _, x := range c.Candidates {
		one.Readings = append(one.Readings, reading{project.ReadingKey(x), x.Label, x.Target.Words(a), x.Speaker, len(x.By)})
	}
	if decision != nil {
		one.Note, one.Taken = decision.Note, takenAs(c, d.State().Annotation(decision.Annotation))
	}
	return one
}

// takenAs is which reading the class result has of a case.
func takenAs(c *adjudication.Case, an *annotation.Annotation) string {
	if an == nil {
		return project.TakeNone
	}
	for _, x := range c.Candidates {
		if x.Label == an.Label && slices.Equal(x.Target, an.Target) {
			return project.ReadingKey(x)
		}
	}
	if all, ok := project.Union(c); ok && all.Label == an.Label && slices.Equal(all.Target, an.Target) {
		return project.TakeAll
	}
	return "other"
}

// most readings of a passage that a wall has room for; the rest fold away.
const mostReadings = 9

// choice is a reading as the page offers it.
type choice struct {
	reading
	Press    int // its key; 0 for none
	Whole    bool
	Taken    bool
	Proposed bool
}

// walk is where one is among the passages.
type walk struct {
	Number, All, Decided   int
	Previous, Next, Open   string // keys
	Each                   []stop // none if there are too many to be seen
	Order, Other, OtherWay string
}

type stop struct {
	Key  string
	Done bool
	Here bool
}

// mostStops is how many passages a wall shows at once.
const mostStops = 150

func (c *call) decidePage() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	labels := labelsOf(v.assignment.Scheme)
	data := map[string]any{"Project": c.project, "Assignment": v.assignment, "Article": v.article, "Labels": labels, "Writable": c.project.Writable() == nil}
	screen := server.Screen{Title: "Decide together: " + v.article.Meta.Title, Wide: true, Live: "/api/projects/" + string(c.project.ID) + "/events"}
	d, _, err := c.deciding(v)
	if err == nil && len(d.Cases(false)) > 0 {
		c.atCase(v, d, data)
	} else if err != nil && status(err) >= http.StatusInternalServerError {
		return nil, err
	}
	return c.pages.write(c, http.StatusOK, "decide", screen, data)
}

// atCase is the passage that the address asks for: ?case= itself, ?after= the
// next that is open, else the first that is.
func (c *call) atCase(v *view, d *project.Deciding, data map[string]any) {
	q := c.r.URL.Query()
	w := walk{Order: "text", Other: "disputed", OtherWay: "What you are least sure of first", Decided: d.Decided()}
	if q.Get("order") == "disputed" {
		w.Order, w.Other, w.OtherWay = w.Other, w.Order, "In the order of the text"
	}
	all := d.Cases(w.Order == "disputed")
	w.All = len(all)
	place := func(key string) int {
		return slices.IndexFunc(all, func(x *adjudication.Case) bool { return project.Key(x) == key })
	}
	at := place(q.Get("case"))
	if at < 0 {
		at = max(0, nextOpen(d, all, place(q.Get("after"))))
	}
	w.Number = at + 1
	w.Previous, w.Next = project.Key(all[(at+w.All-1)%w.All]), project.Key(all[(at+1)%w.All])
	if open := nextOpen(d, all, at); open >= 0 {
		w.Open = project.Key(all[open])
	}
	if w.All <= mostStops {
		for i, x := range all {
			w.Each = append(w.Each, stop{project.Key(x), d.Decision(x) != nil, i == at})
		}
	}
	here := caseIn(v.article, d, all[at])
	var choices []choice
	for i, r := range here.Readings {
		one := choice{r, i + 1, r.Exact == here.Exact, here.Taken == r.Key, here.Proposed == r.Key}
		if i >= mostReadings {
			one.Press = 0
		}
		choices = append(choices, one)
	}
	data["Walk"], data["Case"], data["Readers"], data["Finished"] = w, here, d.Readers(), d.Result.Finished
	data["Open"] = c.project.Writable() == nil && d.Result.Finished.IsZero()
	data["Choices"] = choices[:min(len(choices), mostReadings)]
	data["Rest"] = choices[min(len(choices), mostReadings):]
	if all, ok := project.Union(all[at]); ok {
		data["Union"] = all.Label
	}
	if counts := project.ByLabel(all[at]); len(counts) < len(choices) {
		data["ByLabel"] = counts
	}
	data["Around"] = around(v.article, all[at].Target)
	data["Notes"] = notesOf(c.behind(v, text.Bytes{Start: all[at].Target.Start(), End: all[at].Target.End()}))
	if last := d.Result.Last(); last != nil {
		data["Last"] = last
	}
}

// nextOpen is the place of the first open passage behind one, going round; -1
// if there is none.
func nextOpen(d *project.Deciding, all []*adjudication.Case, behind int) int {
	for i := range all {
		if at := (behind + 1 + i) % len(all); d.Decision(all[at]) == nil {
			return at
		}
	}
	return -1
}

// notesOf are the notes behind a passage, each once and nobody's.
func notesOf(all []behind) (notes []behind) {
	for _, b := range all {
		if b.Note != "" && !slices.ContainsFunc(notes, func(x behind) bool { return x.Note == b.Note && x.Label == b.Label }) {
			notes = append(notes, behind{Label: b.Label, Note: b.Note, Exact: b.Exact})
		}
	}
	return notes
}

func labelsOf(s *scheme.Scheme) map[string]*scheme.Label {
	names := map[string]*scheme.Label{}
	for i := range s.Labels {
		names[s.Labels[i].ID] = &s.Labels[i]
	}
	return names
}

// mostAround is how much text stands before and behind a passage, in bytes:
// more cannot be read on a wall.
const mostAround = 280

// around is the paragraphs of a passage with its words marked.
func around(a *article.Article, t annotation.Target) template.HTML {
	var b strings.Builder
	first, last := a.BlockAt(t.Start()), a.BlockAt(t.End()-1)
	for i := first; i <= last; i++ {
		span := a.Blocks[i].Span
		before, behind := "", ""
		if span.Start < t.Start()-mostAround {
			before, span.Start = "… ", word(a.Text, t.Start()-mostAround, t.Start())
		}
		if span.End > t.End()+mostAround {
			behind, span.End = " …", word(a.Text, t.End()+mostAround, span.End)
		}
		b.WriteString(`<p dir="auto">` + before)
		at := span.Start
		for _, s := range t {
			start, end := max(s.Start, span.Start), min(s.End, span.End)
			if start >= end {
				continue
			}
			b.WriteString(render.Escape(a.Text[at:start]) + `<mark class="asked">` + render.Escape(a.Text[start:end]) + "</mark>")
			at = end
		}
		b.WriteString(render.Escape(a.Text[at:span.End]) + behind + "</p>")
	}
	return template.HTML(b.String())
}

// word is where the first word behind a place begins, if that is before the
// limit; else, for scripts without spaces, the next character.
func word(s string, at, limit text.Byte) text.Byte {
	if i := strings.IndexByte(s[at:limit], ' '); i >= 0 {
		return at + text.Byte(i) + 1
	}
	for at < limit && !utf8.RuneStart(s[at]) {
		at++
	}
	return at
}
