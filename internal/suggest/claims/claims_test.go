package claims_test

import (
	"fmt"
	"strings"
	"testing"

	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
)

// classOf is the class of a text of one sentence.
func classOf(s, language string) string {
	class := claims.NonFactual
	for _, c := range claims.Rank(attribution.Plain(s, language)) {
		if class != claims.CheckWorthy {
			class = c.CheckWorthy
		}
	}
	return class
}

// scored counts what is worth checking and is found; wrong names the rest.
func scored(list []string, language string) (precision, recall float64, wrong []string) {
	var found, right, wanted float64
	for _, line := range list {
		want, s, _ := strings.Cut(line, " ")
		got := classOf(s, language)
		if want == claims.CheckWorthy {
			wanted++
		}
		if got == claims.CheckWorthy {
			found++
			if want == got {
				right++
			}
		}
		if (got == claims.CheckWorthy) != (want == claims.CheckWorthy) {
			wrong = append(wrong, fmt.Sprintf("%s, not %s: %s", got, want, s))
		}
	}
	return right / found, right / wanted, wrong
}

// floors are the precision and recall reached; less is a step back.
func TestWhatIsWorthCheckingIsToldFromTheRest(t *testing.T) {
	for _, c := range []struct {
		name, language    string
		list              []string
		precision, recall float64
	}{
		{"tuning", "en", tuning["en"], 1, 1},
		{"tuning", "de", tuning["de"], 1, 1},
		{"held out", "en", heldOut["en"], 1, 1},
		{"held out", "de", heldOut["de"], 1, 1},
		{"other fields", "en", otherFields["en"], 1, 0.4},
		{"other fields", "de", otherFields["de"], 1, 0.375},
	} {
		precision, recall, wrong := scored(c.list, c.language)
		t.Logf("%s %s: precision %.3f, recall %.3f of %d sentences", c.name, c.language, precision, recall, len(c.list))
		if precision < c.precision || recall < c.recall {
			t.Errorf("want %.3f and %.3f\n%s", c.precision, c.recall, strings.Join(wrong, "\n"))
		}
	}
}
