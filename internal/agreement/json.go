package agreement

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"quoth/internal/article"
	"quoth/internal/text"
)

// Literal is a measure as JSON has it: null where it is undefined.
func Literal(v float64) string {
	if !Defined(v) {
		return "null"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// members are figures as JSON: an interval is an object, a value alone a
// number.
type members Figures

func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `%q:`, f.Name)
		if Defined(f.Low) {
			fmt.Fprintf(&b, `{"value":%s,"low":%s,"high":%s}`, Literal(f.Value), Literal(f.Low), Literal(f.High))
		} else {
			b.WriteString(Literal(f.Value))
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// WriteJSON writes the report as one object: annotators, overall, labels,
// pairs, articles, matrix and disputed. A measure is a number, null where it is
// undefined, or an object of value, low and high; offsets are code points.
// words gives the text of a passage.
func (r *Report) WriteJSON(out io.Writer, words func(article.ID, Span) string) error {
	type part struct {
		Label   *string    `json:"label,omitempty"`
		Article article.ID `json:"article,omitempty"`
		Title   string     `json:"title,omitempty"`
		Figures members    `json:"measures"`
	}
	type pair struct {
		Annotators [2]string `json:"annotators"`
		Figures    members   `json:"measures"`
	}
	type side struct {
		Labels     []string `json:"labels"`
		Annotators []string `json:"annotators"`
	}
	type passage struct {
		Article article.ID     `json:"article"`
		Start   text.CodePoint `json:"start"`
		End     text.CodePoint `json:"end"`
		Text    string         `json:"text"`
		Share   float64        `json:"share"`
		Sides   []side         `json:"sides"`
	}
	type matrix struct {
		Labels []*string   `json:"labels"` // null for no label
		Cells  [][]float64 `json:"characters"`
	}
	a := struct {
		Annotators []string  `json:"annotators"`
		OffsetUnit string    `json:"offsetUnit"`
		Overall    members   `json:"overall"`
		Labels     []part    `json:"labels"`
		Pairs      []pair    `json:"pairs"`
		Articles   []part    `json:"articles"`
		Matrix     matrix    `json:"matrix"`
		Disputed   []passage `json:"disputed"`
	}{Annotators: r.Annotators, OffsetUnit: "codepoint", Overall: members(r.Overall), Labels: []part{}, Pairs: []pair{}, Articles: []part{}, Disputed: []passage{}}
	for _, p := range r.Labels {
		a.Labels = append(a.Labels, part{Label: &p.Name, Figures: members(p.Figures)})
	}
	for _, p := range r.Pairs {
		a.Pairs = append(a.Pairs, pair{[2]string{p.One, p.Other}, members(p.Figures)})
	}
	for _, p := range r.Articles {
		a.Articles = append(a.Articles, part{Article: p.Article, Title: p.Name, Figures: members(p.Figures)})
	}
	for i := range r.Matrix.Labels {
		name := &r.Matrix.Labels[i]
		if i == len(r.Matrix.Labels)-1 {
			name = nil
		}
		a.Matrix.Labels = append(a.Matrix.Labels, name)
	}
	a.Matrix.Cells = r.Matrix.Cells
	for _, p := range r.Disputed {
		x := passage{Article: p.Article, Start: p.Span.Start, End: p.Span.End, Text: words(p.Article, p.Span), Share: p.Share}
		for _, s := range p.Sides {
			x.Sides = append(x.Sides, side{append([]string{}, s.Labels...), s.Annotators})
		}
		a.Disputed = append(a.Disputed, x)
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(a)
}
