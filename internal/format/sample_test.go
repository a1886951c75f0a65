package format

import (
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var (
	noon  = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	later = noon.Add(90 * time.Second)
)

// Two schemes of the sample's own, so that the shipped ones can change.
var (
	reading = &scheme.Scheme{ID: "reading", Version: 3, Name: "Reading", Description: "Who says <what>.", Language: "en", Labels: []scheme.Label{
		label("claim", "c", scheme.Content, "amber", scheme.Solid, scheme.Field{ID: "says", Name: "Who says it?", Type: scheme.Speaker, Options: []scheme.Option{{ID: "article", Name: "The article"}}}),
		label("source", "p", scheme.Source, "blue", scheme.Double),
		label("cue", "m", scheme.Cue, "violet", scheme.Wavy),
		label("evidence", "d", scheme.NoRole, "green", scheme.Dashed),
		label("question", "u", scheme.NoRole, "rose", scheme.Dotted),
	}}
	kinds = &scheme.Scheme{ID: "kinds", Version: 1, Name: "Kinds", Labels: []scheme.Label{
		label("prediction", "p", scheme.NoRole, "teal", scheme.Thick, scheme.Field{ID: "check", Name: "How to check it", Type: scheme.Text}),
		label("fact", "f", scheme.NoRole, "grey", scheme.Solid, scheme.Field{ID: "sure", Name: "Sure", Type: scheme.Choice, Options: []scheme.Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}}),
	}}
)

func label(id, key string, r scheme.Role, c scheme.Color, p scheme.Pattern, fields ...scheme.Field) scheme.Label {
	return scheme.Label{
		ID: id, Name: strings.ToUpper(id[:1]) + id[1:], Definition: "Words that are a " + id + ".", Example: "“This.”", CounterExample: "“That.”",
		Color: c, Pattern: p, Key: key, Role: r, Claim: r == scheme.Content, Derived: r == scheme.Cue, Fields: fields,
	}
}

// sample is a document with something in every member: two layers, a broken
// quotation, nested attributions, and a text in four scripts with emoji,
// families of emoji and combining marks.
func sample(t testing.TB) *Document {
	t.Helper()
	a, err := article.New([]article.Draft{
		{Kind: article.Headline, Text: "Walkers cross the Tolm bridge again 🎉"},
		{Kind: article.Paragraph, Text: "“The bridge is safe,” Mayor Ilka Probst told reporters 👩‍👩‍👧, “and it stays open until autumn.”", Marks: []article.Mark{
			{Kind: article.Strong, Span: text.Bytes{Start: 0, End: 25}}, {Kind: article.Emphasis, Span: text.Bytes{Start: 3, End: 13}},
		}},
		{Kind: article.Heading, Level: 2, Text: "Sensor q̃7"},
		{Kind: article.Item, Level: 1, Ordered: true, Text: "Sensor q̃7 moved by 3 mm,\n=according to= the report of a senior official.", Marks: []article.Mark{
			{Kind: article.Link, Span: text.Bytes{Start: 46, End: 52}, URL: "https://example.org/report?a=1&b=2"},
		}},
		{Kind: article.Paragraph, Text: "قالت المهندسة ليان دورا: «الجسر مفتوح 🚶 للجميع»."},
		{Kind: article.Paragraph, Text: "市長は「橋は安全だ」と述べた。𠮷田さんもそう言った。"},
	}, article.Meta{
		Title: "Walkers cross the Tolm bridge again 🎉", Bylines: []string{"Nia Exemplar"}, Publisher: "The Tolm Example",
		URL: "https://news.example/tolm?from=feed", Canonical: "https://news.example/tolm", Published: "2026-02-28",
		Language: "en", Direction: article.LeftToRight, Retrieved: noon, Source: "paste",
	}, []article.Aside{{Text: "Advertisement", Kind: article.Paragraph, Reason: "it announces an advertisement", Before: 2}})
	if err != nil {
		t.Fatal(err)
	}
	mark := func(id annotation.ID, label string, words ...string) *annotation.Annotation {
		an := &annotation.Annotation{ID: id, Label: label, Creator: "reader-7", Created: noon, Modified: later}
		from := 0
		for _, w := range words {
			i := strings.Index(a.Text[from:], w)
			if i < 0 {
				t.Fatalf("%q is not in the sample", w)
			}
			an.Target = append(an.Target, text.Bytes{Start: text.Byte(from + i), End: text.Byte(from + i + len(w))})
			from += i + len(w)
		}
		return an
	}
	claim := mark("0195a000-0000-7000-8000-000000000001", "claim", "“The bridge is safe,”", "“and it stays open until autumn.”")
	claim.Note, claim.Tags = "Who measured?\nAsk <b>them</b> 🙂.", []string{"bridge", "=safety"}
	claim.Claim = &annotation.Claim{Kind: annotation.Event, Restatement: "The Tolm bridge can be crossed safely until autumn.", CheckWorthy: "CFS", Verdict: "Not Enough Evidence", Justification: "One source."}
	claim.Evidence = []annotation.Evidence{
		{URL: "https://example.org/inspection", Archived: "https://archive.example/1", Quote: "no defect was found", Date: "2026-02-20", Stance: annotation.Supports, Note: "page 3"},
		{Quote: "a letter"},
	}
	claim.Fields = map[string]string{"says": "probst"}
	moved := mark("m", "claim", "Sensor q̃7 moved by 3 mm")
	moved.Claim = &annotation.Claim{}
	moved.Origin = annotation.Origin{Engine: "quotes", Version: "1.2", Score: 0.8125, Outcome: "edited"}
	arabic := mark("ar", "claim", "«الجسر مفتوح 🚶 للجميع»")
	arabic.Creator = ""

	l := annotation.NewLayer("0195a000-0000-7000-8000-0000000000aa", a.ID, reading, "reader-7", noon)
	l.Modified = later
	l.Annotations = []*annotation.Annotation{
		claim, mark("source", "source", "Mayor Ilka Probst"), mark("cue", "cue", "told"), moved, mark("official", "source", "a senior official"), arabic,
		mark("ja", "claim", "「橋は安全だ」"), mark("why", "question", "𠮷田さん"),
		mark("formula", "evidence", "=according to="),
	}
	l.Speakers = []*annotation.Speaker{
		{ID: "probst", Name: "Ilka Probst", Aliases: []string{"the mayor", "市長"}, Kind: annotation.Person, Role: "mayor", Affiliation: "Town of Tolm", Wikidata: "Q00", Quality: map[string]string{"named": "yes", "independent": "no"}, Note: "elected"},
		{ID: "s2", Name: "a senior official", Kind: annotation.Unnamed, Description: "a senior official"},
		{ID: "s3", Name: "ليان دورا", Kind: annotation.Person},
		{ID: "press", Name: "reporters", Kind: annotation.Group},
	}
	l.Attributions = []*annotation.Attribution{
		{ID: "at1", Source: []annotation.ID{"source"}, Cue: "cue", Content: []annotation.ID{claim.ID}, Speaker: "probst", Addressee: "press", Form: annotation.Direct, Act: annotation.Statement, Created: noon, Modified: later},
		{ID: "at2", Source: []annotation.ID{"official"}, Content: []annotation.ID{"m"}, Speaker: "s2", Form: annotation.Indirect, Act: annotation.Denial, Negated: true, Within: "at1", Created: noon, Modified: noon, Origin: annotation.Origin{Engine: "cues", Score: 1, Outcome: "accepted"}},
		{ID: "at3", Content: []annotation.ID{"ar"}, Speaker: "s3", Created: noon, Modified: noon},
	}
	l.Coverage = []*annotation.Reading{{Block: 1, At: noon}, {Block: 4, At: later}}

	second := annotation.NewLayer("second/layer", a.ID, kinds, "", noon)
	fact := mark("m", "prediction", "it stays open until autumn")
	fact.Fields = map[string]string{"check": "wait, \"then\" look"}
	second.Annotations = []*annotation.Annotation{fact}
	return &Document{Article: a, Layers: []*annotation.Layer{l, second}, Exported: later, Generator: "quoth 0.1.0"}
}
