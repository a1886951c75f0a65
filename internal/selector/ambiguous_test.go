package selector

import (
	"math/rand/v2"
	"strings"
	"testing"

	"quoth/internal/text"
)

// sentences are n sentences of so many words that are unlike one another.
func sentences(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		words := make([]string, 6+r.IntN(14))
		for k := range words {
			words[k] = vocabulary[r.IntN(len(vocabulary))]
		}
		list[i] = strings.Join(words, " ") + "."
	}
	return strings.Join(list, " ")
}

// A quotation that stands twice, while the words that were around it are gone,
// is asked about: 500 of them, whatever is known of the position.
func TestAQuotationThatStandsTwiceWithoutItsContextIsAlwaysAmbiguous(t *testing.T) {
	r := seeded(500)
	wrong := 0
	for i := range 500 {
		exact := sentences(r, 1+r.IntN(2))
		switch i % 3 {
		case 1: // a few words of it
			words := strings.Fields(exact)
			exact = strings.Join(words[:min(len(words), 2+r.IntN(6))], " ")
		case 2:
			exact = "“" + exact + "”"
		}
		between := sentences(r, r.IntN(40)+1)
		if i%2 == 0 {
			between = strings.ReplaceAll(between, ". ", ".\n\n")
		}
		head := sentences(r, r.IntN(30)+1) + " "
		whole := head + exact + " " + between + " " + exact + " " + sentences(r, r.IntN(30)+1)
		s := Selector{Exact: exact}
		if i%5 != 0 { // its context is gone; in every fifth it was never known
			s.Prefix, s.Suffix = sentences(r, 1)+" ", " "+sentences(r, 1)
		}
		if i%4 == 0 { // near one of the two
			s.Position.Start = text.Byte(max(0, len(head)-9))
			s.Position.End = s.Position.Start + text.Byte(len(exact))
		}
		a := NewIndex(whole).Find(s)
		if a.State != Ambiguous || len(a.Candidates) < 2 {
			wrong++
			t.Errorf("%d: %s %.2f, %d candidates, for %q", i, a.State, a.Score, len(a.Candidates), exact)
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 500 are not ambiguous", wrong)
	}
}
