package studio

import (
	"bytes"
	"encoding/json"

	"quoth/internal/article"
	"quoth/internal/text"
)

// A Report is agreement.Report as its JSON tells it.
type Report struct {
	Annotators []string  `json:"annotators"`
	Overall    Measures  `json:"overall"`
	Labels     []Part    `json:"labels"`
	Pairs      []Pair    `json:"pairs"`
	Articles   []Part    `json:"articles"`
	Matrix     Matrix    `json:"matrix"`
	Disputed   []Passage `json:"disputed"`
}

// A Part is a label or an article with its measures.
type Part struct {
	Label    string     `json:"label,omitempty"`
	Article  article.ID `json:"article,omitempty"`
	Title    string     `json:"title,omitempty"`
	Measures Measures   `json:"measures"`
}

// A Pair is two annotators with their measures; the first is the reference of
// precision and recall.
type Pair struct {
	Annotators [2]string `json:"annotators"`
	Measures   Measures  `json:"measures"`
}

// A Matrix counts characters by the labels of two annotators; the last row and
// column are for no label.
type Matrix struct {
	Labels     []*string   `json:"labels"`
	Characters [][]float64 `json:"characters"`
}

// A Passage is a stretch of an article on which annotators differ.
type Passage struct {
	Article article.ID     `json:"article"`
	Start   text.CodePoint `json:"start"`
	End     text.CodePoint `json:"end"`
	Text    string         `json:"text"`
	Share   float64        `json:"share"` // of the pairs, on average over its characters
	Sides   []Side         `json:"sides"`
}

// A Side is what some annotators have in a passage.
type Side struct {
	Labels     []string `json:"labels"` // none: nothing is marked
	Annotators []string `json:"annotators"`
}

// Measures are figures by their names.
type Measures map[string]Measure

// A Measure is a figure, with the ends of its 95 % interval if it has one.
type Measure struct {
	Value *float64 `json:"value"` // nil where it is undefined
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

// UnmarshalJSON reads a number, null or an object.
func (m *Measure) UnmarshalJSON(data []byte) error {
	*m = Measure{}
	if !bytes.HasPrefix(data, []byte{'{'}) {
		return json.Unmarshal(data, &m.Value)
	}
	type object Measure
	return json.Unmarshal(data, (*object)(m))
}
