package formattest

import (
	"fmt"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
)

// more adds what only some formats hold: claims, evidence, who annotated and
// when, what proposed it, speakers, nesting, what was read, and blind reading.
func more(t *rapid.T, l *annotation.Layer, blocks int) {
	maybe := func(name string) bool { return rapid.IntRange(0, 3).Draw(t, name) == 0 }
	for _, an := range l.Annotations {
		if maybe("creator") {
			an.Creator = "reader-" + rapid.SampledFrom([]string{"1", "ב", "🙂"}).Draw(t, "who")
		}
		if maybe("later") {
			an.Modified = Noon.Add(90_500_000_000)
		}
		if maybe("proposed") {
			an.Origin = annotation.Origin{Engine: "quotes", Version: "1.2", Score: 0.25, Outcome: "edited"}
		}
		if maybe("claim") {
			an.Claim = &annotation.Claim{
				Kind: rapid.SampledFrom(append([]annotation.ClaimKind{""}, annotation.ClaimKinds...)).Draw(t, "kind"), Restatement: Text(t, "restatement"),
				CheckWorthy: rapid.SampledFrom([]string{"", "CFS"}).Draw(t, "worthy"), Verdict: Text(t, "verdict"), Justification: Text(t, "why"),
			}
			if *an.Claim == (annotation.Claim{}) {
				an.Claim = nil
			}
		}
		if maybe("evidence") {
			an.Evidence = []annotation.Evidence{
				{URL: "https://example.org/a|b", Quote: Text(t, "quote"), Stance: annotation.Refutes, Note: Text(t, "aside"), Date: "2026-03-01"},
				{Archived: "https://example.org/kept", Quote: "x" + Text(t, "second")},
			}
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "speakers") {
		p := &annotation.Speaker{ID: annotation.SpeakerID(fmt.Sprint("p", i)), Name: "Ann " + Text(t, "name"), Kind: rapid.SampledFrom(annotation.SpeakerKinds).Draw(t, "sort"), Role: Text(t, "role")}
		if maybe("known") {
			p.Aliases, p.Wikidata, p.Quality = []string{"A", "B; C"}, "Q1", map[string]string{"named": "yes", "independent": "no"}
		}
		l.Speakers = append(l.Speakers, p)
	}
	for i, at := range l.Attributions {
		if len(l.Speakers) > 0 && maybe("spoken") {
			at.Speaker = l.Speakers[0].ID
			at.Addressee = l.Speakers[len(l.Speakers)-1].ID
		}
		if i > 0 && maybe("nested") {
			at.Within = l.Attributions[i-1].ID
		}
		if maybe("found") {
			at.Origin = annotation.Origin{Engine: "quotes", Score: 0.5, Outcome: "accepted"}
		}
	}
	for i := range blocks {
		if maybe("read") {
			l.Coverage = append(l.Coverage, &annotation.Reading{Block: i, At: Noon})
		}
	}
	if maybe("blind") {
		l.Blind = &annotation.Blind{Since: Noon}
		if maybe("revealed") {
			l.Blind.Revealed = Noon.Add(60_000_000_000)
		}
	}
}
