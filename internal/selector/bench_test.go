package selector

import (
	"testing"
)

// BenchmarkRevision anchors 1,000 annotations to a revision of a 100,000-word
// article, its index included: one after the other, all together, and all
// together with the earlier text.
func BenchmarkRevision(b *testing.B) {
	r := seeded(1)
	s := tell(r, 100_000)
	quotations := choose(r, s, 1000)
	v := revise(r, s, .05, .05, .03)
	old, whole, selectors := s.text(), v.story.text(), s.selectors(quotations, 32)
	targets := make([][]Selector, len(selectors))
	for i, q := range selectors {
		targets[i] = []Selector{q}
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			NewIndex(whole)
		}
	})
	b.Run("single", func(b *testing.B) {
		for b.Loop() {
			x := NewIndex(whole)
			for _, s := range selectors {
				x.Find(s)
			}
		}
	})
	b.Run("batch", func(b *testing.B) {
		for b.Loop() {
			if _, err := NewIndex(whole).FindAll(b.Context(), nil, targets, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("batch and earlier text", func(b *testing.B) {
		for b.Loop() {
			if _, err := NewIndex(whole).FindAll(b.Context(), NewIndex(old), targets, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
