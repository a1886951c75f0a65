package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/weights"
)

// FuzzAttributions holds that nothing panics and that every span can be that of
// an annotation, whatever the text and the language.
func FuzzAttributions(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text, c.language)
	}
	f.Add("Historians: Tarn, Quill late again; \nher fate is open", "en")
	f.Add("''\n\n'' said '' A.B. & C: “”", "en")
	f.Add("“a\n\n“b\n“c” — X\n«»", "de")
	f.Add("\xff‘s said\x01\n\r\n \u202e", "en")
	f.Fuzz(func(t *testing.T, s, language string) {
		s = strings.ToValidUTF8(s, "�")
		for _, m := range []*attribution.Model{nil, weights.Of(language)} {
			a := attribution.Plain(s, language)
			for _, p := range attribution.Attributions(a, m) {
				targets := []annotation.Target{p.Content}
				if len(p.Source) > 0 {
					targets = append(targets, p.Source)
				}
				if p.Cue.Len() > 0 {
					targets = append(targets, annotation.Target{p.Cue})
				}
				for _, target := range targets {
					if err := target.Check(a); err != nil {
						t.Fatalf("%q: %+v: %v", s, p, err)
					}
				}
				if !(p.Score >= 0 && p.Score <= 1) || p.Form == "" {
					t.Fatalf("%q: score %v, form %q", s, p.Score, p.Form)
				}
			}
		}
	})
}

// hostile are texts that a careless pass would need quadratic time for; each
// is repeated to the length wanted.
var hostile = map[string]string{
	"quotation marks":      "“",
	"straight marks":       `"`,
	"closed marks":         "“” ",
	"single marks":         "x' 'n ‘s’ s ",
	"open and words":       "“said Quill ",
	"one sentence":         "Quill said that Tarn said that ",
	"one word":             "a",
	"one long name":        "Quill ",
	"capitals and ofs":     "Quill of ",
	"line ends":            "“a”\n",
	"paragraphs":           "“a\n\n",
	"many quotations":      "“I came late today,” Quill said. ",
	"titles":               "Mayor ",
	"names of one surname": "Ana Tarn met Ivo Tarn. He said so. ",
	"brackets":             "((",
	"directions":           "\u202e\u2067א said ",
	"colons":               "A: ",
	"Chinese":              "他说“",
	"doubled":              "''",
	"commas":               "Quill, the a, ",
}

// Nothing is measured here: a pass that is quadratic would not come to its end
// before the test binary gives up.
func TestHostileTextsComeToAnEnd(t *testing.T) {
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) {
			attribution.Attributions(attribution.Plain(strings.Repeat(unit, 1_000_000/len(unit)), "en"), weights.Of("en"))
		})
	}
}

// BenchmarkHostile shows by its time for a byte whether a pass is linear.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range hostile {
		for _, size := range []int{50_000, 400_000} {
			b.Run(fmt.Sprintf("%s/%dKB", name, size/1000), func(b *testing.B) {
				a := attribution.Plain(strings.Repeat(unit, size/len(unit)), "en")
				b.SetBytes(int64(size))
				for b.Loop() {
					attribution.Attributions(a, weights.Of("en"))
				}
			})
		}
	}
}

// news is an article of about as many words, in our own words.
func news(words int) *article.Article {
	const p = "“The tide came in at four,” said Ivo Tarn, the pilot, “and by five the old quay was gone.” Nobody had seen the water rise so fast, he said, and the boats that lay there were lifted over the wall. " +
		"Mara Quill, the harbour master, denied on Monday that the board had been warned. According to a report by Stroud & Pellam, the wall is expected to hold for two years.\n\n"
	return attribution.Plain(strings.Repeat(p, words/68+1), "en")
}

func BenchmarkAThousandWords(b *testing.B) {
	a, m := news(1000), weights.Of("en")
	for b.Loop() {
		attribution.Attributions(a, m)
	}
}

func BenchmarkAHundredThousandWords(b *testing.B) {
	a, m := news(100_000), weights.Of("en")
	for b.Loop() {
		attribution.Attributions(a, m)
	}
}
