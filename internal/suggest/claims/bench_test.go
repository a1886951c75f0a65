package claims_test

import (
	"strings"
	"testing"

	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
)

// hostile are texts that a careless pass would need quadratic time for.
var hostile = map[string]string{
	"one sentence": "exports fell by 18 per cent and ", "quotation marks": "“", "digits": "1", "one word": "a", "clauses": "exports fell; ",
	"contrasts": "exports fell, but ", "phrases": "one in one in ", "directions": "\u202e\u2067א 18 ", "emoji": "👩‍👩‍👧 ", "apostrophes": "a'", "grouped": "1,", "stops": "A. ",
}

func BenchmarkHostile(b *testing.B) {
	for name, unit := range hostile {
		for _, size := range []int{50_000, 1_000_000} {
			b.Run(name, func(b *testing.B) {
				a := attribution.Plain(strings.Repeat(unit, size/len(unit)), "en")
				b.SetBytes(int64(size))
				for b.Loop() {
					claims.Rank(a)
				}
			})
		}
	}
}

func BenchmarkAThousandWords(b *testing.B) {
	for _, language := range []string{"en", "de"} {
		b.Run(language, func(b *testing.B) {
			var s strings.Builder
			for range 8 {
				for _, line := range tuning[language] {
					s.WriteString(line[4:] + " ")
				}
			}
			a := attribution.Plain(strings.Join(strings.Fields(s.String())[:1000], " "), language)
			for b.Loop() {
				claims.Rank(a)
			}
		})
	}
}
