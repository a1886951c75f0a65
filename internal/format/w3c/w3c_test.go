package w3c

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/formattest"
)

// keeps is what of a document the test can compare.
var keeps = func() (list []format.Feature) {
	for _, f := range format.Everything {
		switch f {
		case format.Structure, format.Inline, format.Asides, format.Pictures, format.Orphans:
		default:
			list = append(list, f)
		}
	}
	return list
}()

func TestWhatAWebAnnotationHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Document(t)
		second := *want.Layers[0]
		second.ID, second.Blind = "second", nil
		want.Layers = append(want.Layers, &second)
		var b bytes.Buffer
		if err := format.W3C(&b, want); err != nil {
			t.Fatal(err)
		}
		got, faults := Read(b.Bytes(), "", formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, b.Bytes())
		}
		if diff := cmp.Diff(formattest.Seen(want, keeps), formattest.Seen(got, keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
		}
		if diff := cmp.Diff(want.Article.Meta, got.Article.Meta); diff != "" {
			t.Fatal(diff)
		}
	})
}

const words = "🙂 The bridge stays open. The mayor said so."

// page is as other programs write it: a tag, a note, and a quotation alone.
const page = `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[` +
	`{"id":"https://tolm.example/1","type":"Annotation","motivation":"commenting","created":"2026-03-01T12:00:00Z","creator":{"name":"reader-1"},` +
	`"body":[{"type":"TextualBody","value":"Who says?","purpose":"commenting"},{"type":"TextualBody","value":"claim","purpose":"tagging"},{"type":"TextualBody","value":"bridge","purpose":"tagging"}],` +
	`"target":{"source":"https://tolm.example/a","selector":[{"type":"TextPositionSelector","start":START,"end":END},{"type":"TextQuoteSelector","exact":"The bridge"}]}},` +
	`{"id":"https://tolm.example/2","type":"Annotation","bodyValue":"hm","target":{"source":"https://tolm.example/a","selector":{"type":"TextQuoteSelector","exact":"QUOTE","suffix":" so"}}}]}`

func of(start, end, quote string) []byte {
	return []byte(strings.NewReplacer("START", start, "END", end, "QUOTE", quote).Replace(page))
}

func TestAnnotationsOfOtherProgramsAreRead(t *testing.T) {
	d, faults := Read(of("2", "12", "said"), words, formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got := ""
	for _, an := range d.Layers[0].Annotations {
		got += an.Target.Words(d.Article) + "|" + an.Label + "|" + an.Note + "|" + strings.Join(an.Tags, " ") + "|" + an.Creator + "\n"
	}
	if want := "The bridge|claim|Who says?|bridge|reader-1\nsaid|note|hm||\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	for _, test := range []struct{ name, data, words, want string }{
		{"UTF-16", string(of("3", "13", "said")), words, "counted in UTF-16 code units, 1 do"},
		{"bytes", string(of("5", "15", "said")), words, "counted in bytes, 1 do"},
		{"no place", string(of("2", "12", "sang")), words, `its words stand in 0 places of the text, and it has no position: "sang"`},
		{"two places", string(of("2", "12", "T")), words, `its words stand in 2 places`},
		{"no text", string(of("2", "12", "said")), "", "put it into a file beside"},
		{"cut off", string(of("2", "12", "said"))[:300], words, "it is not JSON"},
		{"two", "{} {}", words, "more follows"},
		{"something else", `{"hello":1}`, words, "it is no Web Annotation"},
		{"no number", string(of(`"2"`, "12", "said")), words, "has no whole numbers"},
		{"no target", `{"type":"Annotation","body":"x"}`, words, "it has no target"},
		{"goes on", `{"type":"AnnotationCollection","first":{"items":[],"next":"https://tolm.example/p2"}}`, words, `goes on in "https://tolm.example/p2"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := Read([]byte(test.data), test.words, formattest.Noon)
			all := ""
			for _, f := range faults {
				all += f.Error() + "\n"
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("%q is not in\n%s", test.want, all)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(of("2", "12", "said"), words)
	f.Fuzz(func(t *testing.T, data []byte, words string) {
		if d, _ := Read(data, words, formattest.Noon); d != nil {
			for _, l := range d.Layers {
				if err := l.Check(d.Article); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
