package jsonl

import (
	"fmt"
	"io"
	"sort"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/format/tokens"
	"quoth/internal/text"
)

// https://prodi.gy/docs/api-interfaces#spans_manual and #relations
type prodigy struct {
	Text      string            `json:"text"`
	Meta      map[string]string `json:"meta,omitempty"`
	Tokens    []token           `json:"tokens,omitempty"`
	Spans     []span            `json:"spans"`
	Relations []relation        `json:"relations,omitempty"`
	Quoth     *own              `json:"quoth,omitempty"`
}

type token struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	ID    int    `json:"id"`
	Space bool   `json:"ws"`
}

// A span's last token is included, its end is not.
type span struct {
	ID         string `json:"id,omitempty"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Text       string `json:"text,omitempty"`
	TokenStart int    `json:"token_start"`
	TokenEnd   int    `json:"token_end"`
	Label      string `json:"label"`
}

// A relation leads from one token to another; Prodigy takes the last of a span.
type relation struct {
	Head      int    `json:"head"`
	Child     int    `json:"child"`
	HeadSpan  span   `json:"head_span"`
	ChildSpan span   `json:"child_span"`
	Label     string `json:"label"`
}

// WriteProdigy writes the first layer as a line for Prodigy and spaCy: tokens
// are cut at the edges of annotations, so that each span is whole tokens. An
// attribution is relations from its first content to cue, sources and further
// contents, and stands whole in our own member.
func WriteProdigy(w io.Writer, d *format.Document) error {
	l, a := layerOf(d), d.Article
	x := text.NewIndex(a.Text)
	o := ownOf(d, l)
	p := prodigy{Text: a.Text, Spans: []span{}, Quoth: &o}
	if a.Meta.Title != "" {
		p.Meta = map[string]string{"title": a.Meta.Title}
	}
	cut := tokens.Of(a, l)
	for i, b := range cut {
		cp, err := codePoints(x, b)
		if err != nil {
			return err
		}
		space := int(b.End) < len(a.Text) && a.Text[b.End] == ' '
		p.Tokens = append(p.Tokens, token{a.Text[b.Start:b.End], cp[0], cp[1], i, space})
	}
	ends := make(map[annotation.ID]span, len(l.Annotations)) // the last part of each
	for _, an := range l.Annotations {
		for _, b := range an.Target {
			cp, err := codePoints(x, b)
			if err != nil {
				return err
			}
			s := span{
				ID: string(an.ID), Start: cp[0], End: cp[1], Text: a.Text[b.Start:b.End], Label: format.Said(l.Scheme, an.Label),
				TokenStart: sort.Search(len(cut), func(i int) bool { return cut[i].Start >= b.Start }),
				TokenEnd:   sort.Search(len(cut), func(i int) bool { return cut[i].End >= b.End }),
			}
			ends[an.ID] = s
			p.Spans = append(p.Spans, s)
		}
	}
	for _, at := range l.Attributions {
		head := ends[at.Content[0]]
		tie := func(label string, id annotation.ID) {
			child := ends[id]
			p.Relations = append(p.Relations, relation{head.TokenEnd, child.TokenEnd, head, child, label})
		}
		for _, id := range at.Content[1:] {
			tie("content", id)
		}
		if at.Cue != "" {
			tie("cue", at.Cue)
		}
		for _, id := range at.Source {
			tie("source", id)
		}
	}
	sort.SliceStable(p.Spans, func(i, j int) bool { return p.Spans[i].Start < p.Spans[j].Start })
	return line(w, p)
}

// ReadProdigy reads one line. Without our own member relations called source,
// cue and content become attributions; others have no place.
func ReadProdigy(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	var p prodigy
	if faults := parse(data, &p); faults != nil {
		return nil, faults
	}
	d := draft(p.Text, at)
	d.Meta.Title = p.Meta["title"]
	words := make(map[int]token, len(p.Tokens))
	for _, t := range p.Tokens {
		words[t.ID] = t
	}
	named := p.Quoth
	if named == nil {
		named = new(own)
	}
	var parts []foreign.Mark
	byPlace := map[[2]int]string{}
	for i, s := range p.Spans {
		id := s.ID
		if id == "" {
			id = fmt.Sprintf("a%d", i+1)
		}
		m := foreign.Mark{ID: id, Label: s.Label, Spans: [][2]int{{s.Start, s.End}}}
		if s.Text != "" {
			m.Exact = []string{s.Text}
		}
		if from, to := words[s.TokenStart], words[s.TokenEnd]; len(words) > 0 && (from.Start != s.Start || to.End != s.End) {
			d.Faults = append(d.Faults, foreign.Fault{Where: id, What: fmt.Sprintf("its tokens %d to %d are at %d to %d, the span says %d to %d", s.TokenStart, s.TokenEnd, from.Start, to.End, s.Start, s.End)})
			continue
		}
		byPlace[[2]int{s.Start, s.End}] = id
		parts = append(parts, m)
	}
	named.gather(parts, d)
	if p.Quoth == nil {
		relations(p.Relations, byPlace, d)
	}
	return tokensFit(p.Tokens, d)
}

// relations makes attributions of those that tie a content to its parts.
func relations(list []relation, byPlace map[[2]int]string, d *foreign.Draft) {
	at := map[string]int{}
	for _, r := range list {
		head, known := byPlace[[2]int{r.HeadSpan.Start, r.HeadSpan.End}]
		child, known2 := byPlace[[2]int{r.ChildSpan.Start, r.ChildSpan.End}]
		if !known || !known2 {
			d.Faults = append(d.Faults, foreign.Fault{What: fmt.Sprintf("the relation %q leads to a span that is not in the record", r.Label)})
			continue
		}
		tie(r.Label, head, child, at, d)
	}
}

// tie adds a part to the attribution of a content.
func tie(label, head, child string, at map[string]int, d *foreign.Draft) {
	if label != "source" && label != "cue" && label != "content" {
		d.Faults = append(d.Faults, foreign.Fault{Where: head, Mended: true, What: fmt.Sprintf("relations called %q have no place in Quoth and are left out", label)})
		return
	}
	i, seen := at[head]
	if !seen {
		i = len(d.Frames)
		at[head] = i
		d.Frames = append(d.Frames, foreign.Frame{ID: "of-" + head, Content: []string{head}})
	}
	f := &d.Frames[i]
	switch {
	case label == "source":
		f.Source = append(f.Source, child)
	case label == "content":
		f.Content = append(f.Content, child)
	case f.Cue != "":
		d.Faults = append(d.Faults, foreign.Fault{Where: head, What: "it has two cues"})
	default:
		f.Cue = child
	}
}

// tokensFit checks the tokens as marks of their own, and leaves them out again.
func tokensFit(list []token, d *foreign.Draft) (*format.Document, []foreign.Fault) {
	x := text.NewIndex(d.Text)
	for _, t := range list {
		b, err := x.FromCodePoint(text.Span[text.CodePoint]{Start: text.CodePoint(t.Start), End: text.CodePoint(t.End)})
		if err != nil || d.Text[b.Start:b.End] != t.Text {
			d.Faults = append(d.Faults, foreign.Fault{Where: fmt.Sprintf("token %d", t.ID), What: fmt.Sprintf("%q does not stand at %d to %d", t.Text, t.Start, t.End)})
		}
	}
	return d.Document()
}
