package selector

import (
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/internal/text"
)

// Nothing of this may take long: a search that is quadratic anywhere would need
// hours for it.
func TestHostileTexts(t *testing.T) {
	const mega = 1 << 20
	period := strings.Repeat("abcdefghij", mega/10)
	texts := map[string]string{
		"one letter":        strings.Repeat("a", mega),
		"quotation marks":   strings.Repeat("“", mega/3),
		"spaces":            strings.Repeat(" ", mega),
		"nothing seen":      strings.Repeat("\u00ad", mega/2),
		"ellipses":          strings.Repeat("…", mega/3),
		"combining marks":   "a" + strings.Repeat("\u0301", mega/2),
		"two letters":       strings.Repeat("ab", mega/2),
		"a period":          period,
		"a period, broken":  period[:mega/2] + "!" + period[:mega/2],
		"family emoji":      strings.Repeat("👩‍👩‍👧", mega/18),
		"one word, Chinese": strings.Repeat("市议会决定", mega/15),
	}
	quotations := map[string]string{
		"a letter":             "a",
		"many letters":         strings.Repeat("a", 500),
		"many letters, then b": strings.Repeat("a", 2000) + "b",
		"half a megabyte":      strings.Repeat("a", mega/2) + "b",
		"quotation marks":      strings.Repeat("\"", 300),
		"a mark":               "“",
		"a period":             period[:900],
		"a period, broken":     period[:400] + "?" + period[3:403],
		"a long period":        period[:mega/4] + "?" + period[:mega/4],
		"ellipsis":             "…",
		"a mark, combining":    "\u0301",
		"Chinese":              strings.Repeat("市议会", 100),
	}
	for name, whole := range texts {
		x := NewIndex(whole)
		for what, exact := range quotations {
			for _, context := range []string{"", strings.Repeat("a", 32), period[5:37]} {
				s := Selector{exact, context, context, text.Bytes{Start: mega / 2, End: mega/2 + text.Byte(len(exact))}}
				valid(t, whole, s, x.Find(s))
				if t.Failed() {
					t.Fatalf("%s in %s", what, name)
				}
			}
		}
	}
}

func TestHostileRevisionsInABatch(t *testing.T) {
	old := strings.Repeat("the ferry sails at noon. ", 20_000)
	x, from := NewIndex(old[7:]), NewIndex(old)
	var targets [][]Selector
	for i := range 200 {
		at := text.Byte(i * 2000)
		b := text.Bytes{Start: at, End: at + 40}
		targets = append(targets, []Selector{{old[b.Start:b.End], old[max(0, at-32):at], old[b.End : b.End+32], b}})
	}
	targets = append(targets, make([]Selector, 500)) // spans without words
	crowd := make([]Selector, 300)
	for i := range crowd {
		crowd[i] = Selector{Exact: "ferry", Position: text.Bytes{Start: text.Byte(25*i) + 4, End: text.Byte(25*i) + 9}}
	}
	targets = append(targets, crowd)
	anchors, err := x.FindAll(t.Context(), from, targets, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, spans := range anchors {
		for k, a := range spans {
			valid(t, old[7:], targets[i][k], a)
		}
	}
}

// valid checks what holds of every anchor.
func valid(t *testing.T, whole string, s Selector, a Anchor) {
	t.Helper()
	ok := func(b text.Bytes) bool {
		words, err := text.Slice(whole, b)
		return err == nil && strings.TrimSpace(words) == words && words != ""
	}
	switch {
	case a.Score < 0 || a.Score > 1 || a.Score != a.Score:
		t.Errorf("score %v", a.Score)
	case a.State.Placed() && !ok(a.Span):
		t.Errorf("%s at %v of %d bytes", a.State, a.Span, len(whole))
	case !a.State.Placed() && a.Span != text.Bytes{}:
		t.Errorf("%s, and yet at %v", a.State, a.Span)
	case (a.State == Ambiguous) != (len(a.Candidates) > 0) || len(a.Candidates) > offered:
		t.Errorf("%s with %d candidates", a.State, len(a.Candidates))
	case a.State == Lost && a.Score != 0:
		t.Errorf("lost with score %v", a.Score)
	case (a.State == Exact || a.State == Moved) && !sameWords(whole[a.Span.Start:a.Span.End], s.Exact):
		t.Errorf("%s, but %q is not %q", a.State, whole[a.Span.Start:a.Span.End], s.Exact)
	case a.State == "":
		t.Error("no state")
	}
	for i, c := range a.Candidates {
		if !ok(c.Span) || i > 0 && c.Span.Start < a.Candidates[i-1].Span.Start || c.Score < 0 || c.Score > 1 {
			t.Errorf("candidate %d of %v", i, a.Candidates)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(report, "the boats are old", "it,” the chair of the council said, “but ", ".”", 120)
	f.Add("aaaaaaaaaaaaaaaaaaaaaaaa", "aaab", "a", "a", 3)
	f.Add("e\u0301 \u00ad“”…\u0301", "é", "", "", 0)
	f.Add("a\u0301\u0301\u0301 b", "\u0301", " ", "\u0301", -1)
	f.Add(strings.Repeat("one two three four. ", 30), "three four. one", "two ", " two", 77)
	f.Fuzz(func(t *testing.T, whole, exact, prefix, suffix string, position int) {
		for _, s := range []string{whole, exact, prefix, suffix} {
			if !utf8.ValidString(s) {
				return
			}
		}
		s := Selector{Exact: exact, Prefix: prefix, Suffix: suffix}
		if position >= 0 {
			s.Position = text.Bytes{Start: text.Byte(position), End: text.Byte(position + len(exact))}
		}
		x := NewIndex(whole)
		valid(t, whole, s, x.Find(s))
		// What a file would say of any span is found again in the same text.
		if n := x.len(); n > 0 && position >= 0 {
			start := point(position) % n
			b := x.bytes(start, min(n, start+1+point(len(exact))))
			b = text.Trim(whole, b)
			if b.Len() <= 0 {
				return
			}
			s := Selector{whole[b.Start:b.End], whole[:b.Start], whole[b.End:], b}
			if a := x.Find(s); !a.State.Placed() && fold(s.Exact).len() > 0 {
				t.Errorf("%q with all its context is %s", s.Exact, a.State)
			}
		}
		spans := []Selector{s, {Exact: prefix}, {Exact: suffix, Position: s.Position}}
		var end text.Byte
		anchors, err := x.FindAll(t.Context(), NewIndex(exact+prefix+whole), [][]Selector{spans}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range anchors[0] {
			valid(t, whole, spans[i], a)
			if a.State.Placed() {
				if a.Span.Start < end {
					t.Errorf("span %d begins before %d", i, end)
				}
				end = a.Span.End
			}
		}
	})
}
