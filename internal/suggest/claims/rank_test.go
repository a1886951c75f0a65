package claims_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
	"quoth/internal/text"
)

// averagePrecision ranks sentences as one article and tells how well those
// worth checking stand in front (Manning, Raghavan, Schütze 2008, 8.4).
func averagePrecision(list []string, language string) float64 {
	worth, wanted := map[string]bool{}, 0.
	var sentences []string
	for _, line := range list {
		class, s, _ := strings.Cut(line, " ")
		sentences = append(sentences, s)
		if worth[s] = class == claims.CheckWorthy; worth[s] {
			wanted++
		}
	}
	a := attribution.Plain(strings.Join(sentences, "\n\n"), language)
	var sum, right float64
	for i, c := range claims.Rank(a) {
		if worth[a.Text[a.Blocks[a.BlockAt(c.Target.Start())].Span.Start:a.Blocks[a.BlockAt(c.Target.Start())].Span.End]] {
			right++
			sum += right / float64(i+1)
		}
	}
	return sum / wanted
}

func TestWhatIsWorthCheckingStandsInFront(t *testing.T) {
	for _, c := range []struct {
		name, language string
		list           []string
		least          float64
	}{
		{"tuning", "en", tuning["en"], 1}, {"tuning", "de", tuning["de"], 1},
		{"held out", "en", heldOut["en"], 1}, {"held out", "de", heldOut["de"], 1},
		{"other fields", "en", otherFields["en"], .6}, {"other fields", "de", otherFields["de"], .5},
	} {
		got := averagePrecision(c.list, c.language)
		t.Logf("%s %s: average precision %.3f of %d sentences", c.name, c.language, got, len(c.list))
		if got < c.least-.0005 {
			t.Errorf("%s %s: average precision %.3f, want %.3f", c.name, c.language, got, c.least)
		}
	}
}

// Whatever the text: claims lie in it, in a block each, the best first, with a
// reason; and the same again.
func checked(t *testing.T, a *article.Article) {
	t.Helper()
	list := claims.Rank(a)
	for _, c := range list {
		for _, b := range c.Target {
			if _, err := text.Slice(a.Text, b); err != nil || b.Len() == 0 || !a.Blocks[a.BlockAt(b.Start)].Span.Covers(b) {
				t.Fatalf("the claim %+v lies outside: %v", c, err)
			}
		}
		if len(c.Target) == 0 || c.Score <= 0 || c.Score > 1 || c.Reason == "" || c.CheckWorthy != claims.CheckWorthy && c.CheckWorthy != claims.Unimportant {
			t.Fatalf("the claim %+v", c)
		}
	}
	if !slices.IsSortedFunc(list, func(x, y claims.Claim) int { return cmp.Compare(y.Score, x.Score) }) {
		t.Fatal("the claims are not ranked")
	}
	if again := claims.Rank(a); !slices.EqualFunc(list, again, func(x, y claims.Claim) bool { return x.Target[0] == y.Target[0] && x.Score == y.Score }) {
		t.Fatal("the second time it is another ranking")
	}
}

func FuzzRank(f *testing.F) {
	for language, list := range tuning {
		f.Add(strings.Join(list, " "), language)
	}
	for _, unit := range hostile {
		f.Add(strings.Repeat(unit, 40), "en")
		f.Add(strings.Repeat(unit, 40), "xx")
	}
	f.Fuzz(func(t *testing.T, s, language string) {
		if !utf8.ValidString(s) || strings.TrimSpace(s) == "" || len(language) > 3 {
			return
		}
		checked(t, attribution.Plain(s, language))
	})
}

// What has no sentence that states something has no claim.
func TestNothingIsProposedWhereNothingIsStated(t *testing.T) {
	for _, s := range []string{"“”", strings.Repeat("“", 1000), "???", "🙂🙂🙂", "…", "אבג", "Why? Who? Where?", "1"} {
		for _, language := range []string{"en", "de", "xx"} {
			if list := claims.Rank(attribution.Plain(s, language)); len(list) > 0 {
				t.Errorf("%q (%s): %+v", s, language, list)
			}
		}
	}
}
