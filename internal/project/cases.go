package project

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/ledger"
)

// most is how many are for the same label, whatever the words, or for none.
func most(c *adjudication.Case) int {
	first := len(c.Silent)
	for _, n := range ByLabel(c) {
		first = max(first, n.By)
	}
	return first
}

// ByLabel counts who gave a passage which label, whatever the words, the most
// first.
func ByLabel(c *adjudication.Case) (counts []Count) {
	for _, x := range c.Candidates {
		i := slices.IndexFunc(counts, func(n Count) bool { return n.Label == x.Label })
		if i < 0 {
			i, counts = len(counts), append(counts, Count{Label: x.Label})
		}
		counts[i].By += len(x.By)
	}
	slices.SortStableFunc(counts, func(x, y Count) int { return cmp.Compare(y.By, x.By) })
	return counts
}

// Key names a case without telling whose mark it is.
func Key(c *adjudication.Case) string { return short(c.ID) }

// ReadingKey names one way in which a passage was marked.
func ReadingKey(x *adjudication.Candidate) string {
	return short([]any{x.Label, x.Target, ledger.Fold(x.Speaker)})
}

// Stamp names what was decided of a case, so that somebody who decides anew
// can say what they have seen; "open" if nothing was.
func Stamp(d *annotation.Decision) string {
	if d == nil {
		return "open"
	}
	return short(d)
}

func short(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own types
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// Union is the verdict for all words that anybody marked; ok is false if
// somebody marked just them.
func Union(c *adjudication.Case) (v adjudication.Verdict, ok bool) {
	v = c.Union()
	return v, !slices.ContainsFunc(c.Candidates, func(x *adjudication.Candidate) bool {
		return x.Label == v.Label && slices.Equal(x.Target, v.Target)
	})
}
