package adjudication

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var march = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const words = "The ferry stops in May. “It leaks,” said Ada Brook 🙂. Nobody asked the crew of it."

func ferry(t interface{ Fatal(...any) }) *article.Article {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: words}}, article.Meta{Title: "Ferry"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// layer is one person's, who marked each "label words".
func layer(a *article.Article, who string, marks ...string) *annotation.Layer {
	l := annotation.NewLayer(annotation.LayerID(who), a.ID, scheme.Preset("quick-read"), who, march)
	for i, m := range marks {
		label, exact, _ := strings.Cut(m, " ")
		at := text.Byte(strings.Index(a.Text, exact))
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(fmt.Sprint(i)), Label: label, Created: march, Modified: march, Creator: who,
			Target: annotation.Target{{Start: at, End: at + text.Byte(len(exact))}},
		})
	}
	return l
}

// says makes one mark of the layer the words of somebody, with another as source.
func says(l *annotation.Layer, content, source, name string) {
	l.Speakers = append(l.Speakers, &annotation.Speaker{ID: annotation.SpeakerID("s" + content), Name: name, Kind: annotation.Person})
	l.Attributions = append(l.Attributions, &annotation.Attribution{
		ID: annotation.AttributionID("at" + content), Content: []annotation.ID{annotation.ID(content)}, Source: []annotation.ID{annotation.ID(source)},
		Speaker: annotation.SpeakerID("s" + content), Created: march, Modified: march,
	})
}

// told writes cases as "label words: layers | … | silent layers".
func told(cases []*Case, layers []*annotation.Layer) (list []string) {
	names := func(by []int) string {
		var n []string
		for _, i := range by {
			n = append(n, layers[i].Creator)
		}
		return strings.Join(n, " ")
	}
	for _, c := range cases {
		var parts []string
		for _, x := range c.Candidates {
			parts = append(parts, fmt.Sprintf("%s %s: %s", x.Label, words[x.Target[0].Start:x.Target.End()], names(x.By)))
		}
		list = append(list, strings.Join(append(parts, names(c.Silent)), " | "))
	}
	return list
}

func TestCasesArePassagesThatMeanTheSame(t *testing.T) {
	a := ferry(t)
	layers := []*annotation.Layer{
		layer(a, "maya", "claim The ferry stops in May", "claim It leaks", "source Ada Brook", "question Nobody asked the crew"),
		layer(a, "tom", "claim The ferry stops", "evidence “It leaks,”", "source Ada Brook"),
		layer(a, "ines", "claim The ferry stops in May", "claim “It leaks,” said Ada Brook", "source Ada Brook"),
	}
	want := []string{
		"claim The ferry stops in May: maya ines | claim The ferry stops: tom | ",
		"claim It leaks: maya | evidence “It leaks,”: tom | claim “It leaks,” said Ada Brook: ines | ",
		"source Ada Brook: maya tom ines | ",
		"question Nobody asked the crew: maya | tom ines",
	}
	if got := told(Cases(layers), layers); !slices.Equal(got, want) {
		t.Errorf("the cases are\n%s", strings.Join(got, "\n"))
	}
}

// bench opens the gold layer of some layers.
func bench(a *article.Article, layers []*annotation.Layer) *Bench {
	n := 0
	newID := func() string { n++; return fmt.Sprintf("g%04d", n) }
	gold := NewGold("gold", layers, "judge", march)
	return &Bench{Layers: layers, Cases: Cases(layers), Gold: editor.New(editor.Open(a, gold), 0, nil, nil, newID, func() time.Time { return march })}
}

func decide(t interface{ Fatal(...any) }, b *Bench, c *Case, v Verdict) {
	changes, err := b.Decide(c, v)
	if err == nil {
		_, err = b.Gold.Do("Decide", changes...)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheGoldLayerTakesAttributionsAlong(t *testing.T) {
	a := ferry(t)
	layers := []*annotation.Layer{
		layer(a, "maya", "claim It leaks", "source Ada Brook"),
		layer(a, "tom", "claim It leaks", "source Ada Brook"),
	}
	says(layers[0], "0", "1", "Ada Brook")
	says(layers[1], "0", "1", "ada brook")
	b := bench(a, layers)
	if len(b.Cases) != 2 || !b.Cases[0].Agreed() {
		t.Fatalf("%q", told(b.Cases, layers))
	}
	for _, c := range b.Cases {
		v, ok := b.Vote(c, 1)
		if !ok || v.Candidate == nil {
			t.Fatalf("%+v, %v", v, ok)
		}
		decide(t, b, c, v)
	}
	s := b.Gold.State()
	if len(s.Attributions()) != 1 || len(s.Speakers()) != 1 || len(s.Attributions()[0].Source) != 1 || s.Speakers()[0].Name != "Ada Brook" {
		t.Fatalf("%+v", s.Attributions())
	}
	d := s.Decisions()[0]
	if len(d.Votes) != 2 || d.Creator != "" || d.Note != "2 of 2" {
		t.Errorf("%+v", d)
	}
	// Taken back by a person, it goes with what was said of it.
	decide(t, b, b.Cases[0], Verdict{Note: "a figure of speech"})
	s = b.Gold.State()
	if len(s.Attributions()) != 0 || s.Len() != 1 || s.Decision(b.Cases[0].ID).Creator != "judge" || s.Decision(b.Cases[0].ID).Annotation != "" {
		t.Errorf("%+v", s.Layer())
	}
}

func TestVotesDecideOnlyWhereTheySuffice(t *testing.T) {
	a := ferry(t)
	layers := []*annotation.Layer{
		layer(a, "a", "claim The ferry stops in May", "question Nobody asked the crew", "claim It leaks"),
		layer(a, "b", "claim The ferry stops in May", "claim It leaks,"),
		layer(a, "c", "claim The ferry stops"),
		layer(a, "d", "claim The ferry stops in May"),
	}
	b := bench(a, layers)
	for _, x := range []struct {
		at    int
		share float64
		ok    bool
		words string
	}{
		{0, 0.75, true, "The ferry stops in May"}, {0, 0.8, false, ""},
		{1, 0.5, true, ""}, // two of four have nothing
		{1, 0.51, false, ""},
		{2, 0.75, true, ""}, {2, 1, false, ""},
	} {
		v, ok := b.Vote(b.Cases[x.at], x.share)
		got := ""
		if v.Candidate != nil {
			got = words[v.Candidate.Target[0].Start:v.Candidate.Target.End()]
		}
		if ok != x.ok || got != x.words {
			t.Errorf("case %d at %v: %v %q", x.at, x.share, ok, got)
		}
	}
}

// Whatever is decided, the gold layer keeps every rule, and undoing all leads
// back to nothing.
func TestWhateverIsDecidedTheGoldLayerIsSound(t *testing.T) {
	labels := scheme.Preset("quick-read").Labels
	rapid.Check(t, func(t *rapid.T) {
		a := ferry(t)
		var edges []text.Byte
		for i := range words {
			edges = append(edges, text.Byte(i))
		}
		var layers []*annotation.Layer
		for n := range rapid.IntRange(2, 4).Draw(t, "layers") {
			l := annotation.NewLayer(annotation.LayerID(fmt.Sprint("l", n)), a.ID, scheme.Preset("quick-read"), fmt.Sprint("p", n), march)
			byRole := map[scheme.Role][]annotation.ID{}
			for i := range rapid.IntRange(0, 6).Draw(t, "marks") {
				from := rapid.IntRange(0, len(edges)-2).Draw(t, "from")
				span := text.Trim(a.Text, text.Bytes{Start: edges[from], End: edges[rapid.IntRange(from+1, len(edges)-1).Draw(t, "to")]})
				if span.Len() == 0 {
					continue
				}
				label := rapid.SampledFrom(labels).Draw(t, "label")
				id := annotation.ID(fmt.Sprint(i))
				l.Annotations = append(l.Annotations, &annotation.Annotation{ID: id, Label: label.ID, Target: annotation.Target{span}, Created: march, Modified: march})
				byRole[label.Role] = append(byRole[label.Role], id)
			}
			l.Speakers = append(l.Speakers, &annotation.Speaker{ID: "s", Name: rapid.SampledFrom([]string{"Ada", "Bo"}).Draw(t, "speaker"), Kind: annotation.Person})
			for i, content := range byRole[scheme.Content] {
				if rapid.Bool().Draw(t, "said") {
					at := &annotation.Attribution{ID: annotation.AttributionID(fmt.Sprint("at", i)), Content: []annotation.ID{content}, Speaker: "s", Created: march, Modified: march}
					if sources := byRole[scheme.Source]; len(sources) > 0 {
						at.Source = sources[:1]
					}
					if cues := byRole[scheme.Cue]; len(cues) > 0 {
						at.Cue = cues[0]
					}
					l.Attributions = append(l.Attributions, at)
				}
			}
			if err := l.Check(a); err != nil {
				t.Fatal(err)
			}
			layers = append(layers, l)
		}
		b := bench(a, layers)
		marks := 0
		for _, c := range b.Cases {
			for _, x := range c.Candidates {
				marks += len(x.By)
			}
		}
		all := 0
		for _, l := range layers {
			all += len(l.Annotations)
		}
		if marks != all {
			t.Fatalf("%d of %d marks are in a case", marks, all)
		}
		for step := range rapid.IntRange(0, 12).Draw(t, "steps") {
			if len(b.Cases) == 0 {
				break
			}
			c := rapid.SampledFrom(b.Cases).Draw(t, "case")
			v := Verdict{Note: fmt.Sprint("step ", step)}
			switch rapid.IntRange(0, 3).Draw(t, "verdict") {
			case 0:
				v.Candidate = rapid.SampledFrom(c.Candidates).Draw(t, "candidate")
			case 1:
				v = c.Union()
			case 2:
				v.Target, v.Label = annotation.Target{{Start: 4, End: 9}}, rapid.SampledFrom(labels).Draw(t, "label").ID
			}
			decide(t, b, c, v)
			if err := b.Gold.State().Layer().Check(a); err != nil {
				t.Fatal(err)
			}
			if b.Gold.State().Decision(c.ID) == nil {
				t.Fatal("it is not remembered")
			}
		}
		for b.Gold.NextUndo() != nil {
			if _, err := b.Gold.Undo(); err != nil {
				t.Fatal(err)
			}
		}
		if l := b.Gold.State().Layer(); len(l.Annotations)+len(l.Attributions)+len(l.Speakers)+len(l.Adjudication.Decisions) != 0 {
			t.Fatalf("%+v", l)
		}
	})
}
