package agreement

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// crowd are 100 annotators with 100 marks each on an article of 6,000 words.
func crowd() *Continuum {
	r := rand.New(rand.NewPCG(3, 4))
	c := &Continuum{Article: "crowd", Length: 36_000}
	labels := []string{"claim", "content", "cue", "opinion", "source"}
	for who := range 100 {
		var marks []Mark
		for i := range 100 {
			start := i*360 + r.IntN(40)
			m := Mark{Label: labels[(i+r.IntN(6)/5)%5], Spans: []Span{span(start, start+20+r.IntN(200))}}
			if r.IntN(10) == 0 {
				m.Spans = append(m.Spans, span(start+250, start+300))
			}
			if m.Label == "content" {
				m.Speaker = fmt.Sprint("speaker ", (i+r.IntN(8)/7)%7)
			}
			marks = append(marks, m)
		}
		slices.SortStableFunc(marks, compareMarks)
		c.Annotators = append(c.Annotators, fmt.Sprintf("annotator %02d", who))
		c.Marks = append(c.Marks, marks)
	}
	return c
}

func BenchmarkHundredAnnotatorsTenThousandAnnotations(b *testing.B) {
	corpus := []*Continuum{crowd()}
	b.ReportAllocs()
	for b.Loop() {
		if r := Measure(corpus, Options{}); len(r.Pairs) != 4950 {
			b.Fatal(len(r.Pairs))
		}
	}
}
