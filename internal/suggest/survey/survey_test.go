package survey

import (
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/text"
)

const said = `Ada Morrow said that the locks had held. The pilot doubts it. “A disgrace,” Ivo Tarn wrote. She was told that the quay is closed, and that the ferry waits.`

// at is the place of words in said.
func at(t *testing.T, words string) []text.Bytes {
	t.Helper()
	if words == "" {
		return nil
	}
	i := strings.Index(said, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return []text.Bytes{{Start: text.Byte(i), End: text.Byte(i + len(words))}}
}

func TestEveryKindOfErrorIsTold(t *testing.T) {
	type say struct{ source, cue, content string }
	locks := say{"Ada Morrow", "said", "that the locks had held"}
	for _, c := range []struct {
		name string
		gold []say
		ours []say
		want []Kind
	}{
		{"the same", []say{locks}, []say{locks}, nil},
		{"none", []say{locks}, nil, []Kind{missedKnown}},
		{"rare cue", []say{{"She", "quay is closed", "that the ferry waits"}}, nil, []Kind{missedUnknown}},
		{"quotation", []say{{"Ivo Tarn", "wrote", "“A disgrace,”"}}, nil, []Kind{missedWords}},
		{"unasked", nil, []say{{"Ivo Tarn", "wrote", "“A disgrace,”"}, locks}, []Kind{unwantedWords, unwantedKnown}},
		{"long", []say{locks}, []say{{"Ada Morrow", "said", "that the locks had held. The pilot doubts it. “A disgrace,” Ivo"}}, []Kind{tooLong}},
		{"two in one", []say{{"She", "was told", "that the quay is closed"}, {"She", "was told", "that the ferry waits"}},
			[]say{{"She", "was told", "that the quay is closed, and that the ferry waits"}}, []Kind{tooLongOther, tooLongOther}},
		{"short", []say{locks}, []say{{"Ada Morrow", "said", "locks"}}, []Kind{tooShort}},
		{"elsewhere", []say{locks}, []say{{"Ada Morrow", "said", "The pilot doubts it"}}, []Kind{missedElsewhere}},
		{"twice", []say{locks, {"The pilot", "doubts", "that the locks had held"}}, []say{locks}, []Kind{twice}},
		{"no source", []say{locks}, []say{{"", "said", "that the locks had held"}}, []Kind{sourceMissing}},
		{"far source", []say{{"The pilot", "said", "that the locks had held"}}, []say{{"locks", "said", "that the locks had held"}}, []Kind{sourceFar}},
		{"near source", []say{locks}, []say{{"locks", "said", "that the locks had held"}}, []Kind{sourceNear}},
		{"pronoun", []say{{"it", "doubts", "The pilot"}}, []say{{"Ivo Tarn", "doubts", "The pilot"}}, []Kind{sourcePronoun}},
	} {
		e := attribution.Example{Article: &article.Article{Text: said, Meta: article.Meta{Language: "en"}, Blocks: []article.Block{{Kind: article.Paragraph, Span: text.Bytes{End: text.Byte(len(said))}}}}}
		for _, g := range c.gold {
			e.Gold = append(e.Gold, attribution.Gold{Source: at(t, g.source), Cue: at(t, g.cue), Content: at(t, g.content)})
		}
		s := Of([]attribution.Example{e}, func(a *article.Article) (list []suggest.Attribution) {
			for _, o := range c.ours {
				p := suggest.Attribution{Source: at(t, o.source), Content: at(t, o.content), Cue: at(t, o.cue)[0], Form: annotation.Indirect}
				if strings.HasPrefix(o.content, "“") {
					p.Form = annotation.Direct
				}
				list = append(list, p)
			}
			return list
		})
		want := map[Kind]int{}
		for _, k := range c.want {
			want[k]++
		}
		got := map[Kind]int{}
		for _, k := range s.Kinds {
			got[k.Kind] = k.Errors
		}
		for k := range want {
			if got[k] != want[k] || len(got) != len(want) {
				t.Errorf("%s: the errors are %v, want %v", c.name, got, want)
			}
		}
		if len(c.want) == 0 && len(got) > 0 {
			t.Errorf("%s: the errors are %v", c.name, got)
		}
	}
}
