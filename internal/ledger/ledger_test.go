package ledger

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

const news = "“The bridge is safe,” Mara Quill said. A pilot thinks it will fall soon. “Never,” Quill added."

var sayings = &scheme.Scheme{Labels: []scheme.Label{
	{ID: "content", Role: scheme.Content},
	{ID: "claim", Role: scheme.Content, Claim: true, Fields: []scheme.Field{{ID: "who", Type: scheme.Speaker}, {ID: "tone", Type: scheme.Text}}},
	{ID: "source", Role: scheme.Source},
}}

var (
	quill = &annotation.Speaker{ID: "quill", Name: "Mara Quill", Kind: annotation.Person}
	pilot = &annotation.Speaker{ID: "pilot", Name: "A pilot", Kind: annotation.Unnamed}
	mute  = &annotation.Speaker{ID: "mute", Name: "Ivo Tarn", Kind: annotation.Person}
)

func printed(t testing.TB, s string) *article.Article {
	t.Helper()
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: s}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// mark marks the words in the article, one span for each.
func mark(t testing.TB, a *article.Article, id annotation.ID, label string, words ...string) *annotation.Annotation {
	t.Helper()
	an := &annotation.Annotation{ID: id, Label: label}
	for _, w := range words {
		i := strings.Index(a.Text, w)
		if i < 0 {
			t.Fatalf("%q is not in the article", w)
		}
		an.Target = append(an.Target, text.Bytes{Start: text.Byte(i), End: text.Byte(i + len(w))})
	}
	return an
}

func said(by annotation.SpeakerID, form annotation.Form, content ...annotation.ID) *annotation.Attribution {
	return &annotation.Attribution{ID: annotation.AttributionID("by-" + string(by) + string(content[0])), Speaker: by, Form: form, Content: content}
}

// line is a row as the tests read it.
func line(r Row) string {
	return fmt.Sprintf("%s: %d words, %d claims, %d quotations, %d/%d/%d, from %d, %d mentions",
		r.Speaker.ID, r.Words, r.Claims, r.Quotations, r.Direct, r.Indirect, r.Mixed, r.First, r.Mentions)
}

func TestTheLedgerCountsWhoSaysHowMuch(t *testing.T) {
	a := printed(t, news)
	safe := mark(t, a, "safe", "content", "“The bridge is safe,”")
	fall := mark(t, a, "fall", "claim", "it will fall soon")
	never := mark(t, a, "never", "content", "“Never,”")
	name := mark(t, a, "name", "source", "Mara Quill")
	first := said("quill", annotation.Direct, "safe")
	first.Source = []annotation.ID{"name"}
	l := Of(a, []*annotation.Annotation{never, safe, fall, name},
		[]*annotation.Attribution{said("quill", "", "never"), first, said("pilot", annotation.Indirect, "fall")},
		[]*annotation.Speaker{mute, pilot, quill}, sayings)
	var got []string
	for _, r := range l.Rows {
		got = append(got, line(r))
	}
	want := []string{
		"quill: 5 words, 0 claims, 2 quotations, 2/0/0, from 0, 1 mentions",
		"pilot: 4 words, 1 claims, 0 quotations, 0/1/0, from 58, 0 mentions",
		"mute: 0 words, 0 claims, 0 quotations, 0/0/0, from -1, 0 mentions",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows = %q\nwant   %q", got, want)
	}
	if l.Named != 2 || l.Unnamed != 1 || l.Words != 9 || l.UnnamedWords != 4 || l.Unattributed != 0 {
		t.Errorf("totals = %+v", l)
	}
	if s := l.Rows[0].Share + l.UnnamedShare(); math.Abs(s-1) > 1e-9 || l.Rows[0].Share < 0.55 {
		t.Errorf("shares = %v and %v", l.Rows[0].Share, l.UnnamedShare())
	}
}

func TestAFieldThatNamesASpeakerMakesAClaimOfTheirs(t *testing.T) {
	a := printed(t, news)
	fall := mark(t, a, "fall", "claim", "it will fall soon")
	fall.Fields = map[string]string{"who": "pilot", "tone": "quill"}
	speakers := []*annotation.Speaker{quill, pilot}
	alone := Of(a, []*annotation.Annotation{fall}, nil, speakers, sayings)
	if got := line(alone.Rows[0]); got != "pilot: 4 words, 1 claims, 0 quotations, 0/1/0, from 58, 0 mentions" {
		t.Errorf("row = %s", got)
	}
	if alone.Unattributed != 0 {
		t.Errorf("unattributed = %d, although the field names the pilot", alone.Unattributed)
	}
	both := Of(a, []*annotation.Annotation{fall}, []*annotation.Attribution{said("pilot", annotation.Indirect, "fall")}, speakers, sayings)
	if line(both.Rows[0]) != line(alone.Rows[0]) {
		t.Errorf("said twice it counts twice: %s", line(both.Rows[0]))
	}
}

func TestWordsInTwoPassagesOfOneSpeakerCountOnce(t *testing.T) {
	a := printed(t, news)
	all := mark(t, a, "all", "content", "it will fall soon")
	part := mark(t, a, "part", "content", "will fall")
	broken := mark(t, a, "broken", "content", "“The bridge is safe,”", "“Never,”")
	l := Of(a, []*annotation.Annotation{all, part, broken}, []*annotation.Attribution{said("pilot", "", "all", "part"), said("quill", "", "broken")}, []*annotation.Speaker{quill, pilot}, sayings)
	if got := l.Rows[1]; got.Words != 4 || got.Indirect != 2 {
		t.Errorf("pilot: %s", line(got))
	}
	if got := l.Rows[0]; got.Words != 5 || got.Direct != 1 {
		t.Errorf("a broken quotation is one of five words: %s", line(got))
	}
}

func TestContentWithoutASpeakerIsCountedAsSuch(t *testing.T) {
	a := printed(t, news)
	list := []*annotation.Annotation{
		mark(t, a, "a", "content", "“Never,”"), mark(t, a, "b", "claim", "it will fall soon"), mark(t, a, "c", "source", "Mara Quill"), mark(t, a, "d", "gone", "soon"),
	}
	l := Of(a, list, []*annotation.Attribution{said("", annotation.Direct, "a"), said("nobody", annotation.Direct, "b"), said("quill", annotation.Direct, "missing")}, []*annotation.Speaker{quill}, sayings)
	if l.Unattributed != 2 || l.Words != 0 || l.Rows[0].First != -1 {
		t.Errorf("ledger = %+v", l)
	}
	if empty := Of(a, nil, nil, nil, nil); len(empty.Rows) != 0 || empty.UnnamedShare() != 0 {
		t.Errorf("empty ledger = %+v", empty)
	}
}

func TestEqualSharesAreOrderedByTheFirstPlace(t *testing.T) {
	a := printed(t, "One two. Three four.")
	l := Of(a, []*annotation.Annotation{mark(t, a, "late", "content", "Three four"), mark(t, a, "early", "content", "One two")},
		[]*annotation.Attribution{said("quill", "", "late"), said("pilot", "", "early")}, []*annotation.Speaker{mute, quill, pilot}, sayings)
	for i, want := range []annotation.SpeakerID{"pilot", "quill", "mute"} {
		if got := l.Rows[i].Speaker.ID; got != want {
			t.Errorf("row %d = %s, want %s", i, got, want)
		}
	}
}

func TestQuotationMarksTellTheForm(t *testing.T) {
	for marked, want := range map[string]annotation.Form{
		"Quill: [“It is safe.”]":                annotation.Direct,
		"Quill: “[It is safe.]”":                annotation.Direct,
		"Quill: [„Sie hält“]":                   annotation.Direct,
		"[“It is,”] she said, [“safe.”]":        annotation.Direct,
		"Quill said [it is “safe”].":            annotation.Mixed,
		"Quill called it [“safe” and “sound”].": annotation.Mixed,
		"Quill said [it isn’t the pilots’].":    annotation.Indirect,
		"Quill said [it is safe].":              annotation.Indirect,
		"[‘It is safe’], Quill said.":           annotation.Direct,
	} {
		var target annotation.Target
		var b strings.Builder
		start := 0
		for _, r := range marked {
			switch r {
			case '[':
				start = b.Len()
			case ']':
				target = append(target, text.Bytes{Start: text.Byte(start), End: text.Byte(b.Len())})
			default:
				b.WriteRune(r)
			}
		}
		if got := FormOf(printed(t, b.String()), target); got != want {
			t.Errorf("%s is %s, want %s", marked, got, want)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	a := printed(b, strings.Repeat("The bridge is safe, she said, and nobody laughed. ", 10_000))
	var annotations []*annotation.Annotation
	var attributions []*annotation.Attribution
	var speakers []*annotation.Speaker
	for i := range 200 {
		speakers = append(speakers, &annotation.Speaker{ID: annotation.SpeakerID(fmt.Sprint("s", i)), Name: fmt.Sprint("Speaker ", i)})
	}
	for i := range 10_000 {
		id := annotation.ID(fmt.Sprint("a", i))
		annotations = append(annotations, &annotation.Annotation{ID: id, Label: "content", Target: annotation.Target{{Start: text.Byte(50 * i), End: text.Byte(50*i + 18)}}})
		attributions = append(attributions, said(speakers[i%200].ID, annotation.Indirect, id))
	}
	for b.Loop() {
		Of(a, annotations, attributions, speakers, sayings)
	}
}
