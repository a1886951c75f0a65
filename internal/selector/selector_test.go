package selector

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"quoth/internal/article"
	"quoth/internal/text"
)

// A report that was never printed.
const report = `Ferry fares will rise

The harbour council of Nordhaven will raise ferry fares by four per cent in April. “Nobody likes it,” the chair of the council said, “but the boats are old.”

Fuel now costs twice what it did. The two newest boats burn less – about a third less – than the rest.

A petition against the rise was signed by nine hundred people. The council will hear them on Monday.`

// quote is the selector of words of s between | and |, with context as the
// exchange formats have it. The marks are taken out of s.
func quote(t *testing.T, s string) (Selector, string) {
	t.Helper()
	before, rest, ok := strings.Cut(s, "|")
	exact, after, ok2 := strings.Cut(rest, "|")
	if !ok || !ok2 {
		t.Fatalf("no quotation is marked in %q", s)
	}
	at := text.Byte(len(before))
	return Selector{
		Exact:    exact,
		Prefix:   before[max(0, len(before)-32):],
		Suffix:   after[:min(len(after), 32)],
		Position: text.Bytes{Start: at, End: at + text.Byte(len(exact))},
	}, before + exact + after
}

func TestOutcomes(t *testing.T) {
	const petition = "A petition against the rise was signed by |nine hundred people|. The council will hear them on Monday."
	tests := []struct {
		name  string
		from  string // with the quotation between | and |
		to    string // with what should be found between | and |
		state State
	}{
		{"the same text", petition, petition, Exact},
		{"words put in before it", petition,
			"On Friday it rained. A petition against the rise was signed by |nine hundred people|. The council will hear them on Monday.", Moved},
		{"few words, and other words around them", "A petition was signed by |nine hundred| people. The council will hear them.",
			"The boats were quite full when |nine hundred| passengers came home from the fair.", Ambiguous},
		{"other words around a telling quotation",
			"The fog lifted late. |The boats leave the eastern quay at six and again at noon.| Bring a coat.",
			"Nothing is as it was here. |The boats leave the eastern quay at six and again at noon.| And that is all there is to say of it.", Moved},
		{"one word changed", petition,
			"A petition against the rise was signed by |eleven hundred people|. The council will hear them on Monday.", Changed},
		{"a word spelt otherwise in the middle", "The |two newest boats burn less oil| than the rest of them.",
			"The |two newest baots burn less oil| than the rest of them.", Changed},
		{"first word replaced", "Fuel costs more. |The newest boats burn about a third less| than the rest, they say.",
			"Fuel costs more. |All newest boats burn about a third less| than the rest, they say.", Changed},
		{"last word replaced", "Fuel costs more. |The newest boats burn about a third less| than the rest, they say.",
			"Fuel costs more. |The newest boats burn about a third more| than the rest, they say.", Changed},
		{"a word put in before the first", "Fuel costs more. |The newest boats burn about a third less| than the rest, they say.",
			"Fuel costs more. Indeed, |the newest boats burn about a third less| than the rest, they say.", Changed},
		{"a word put in within", "Fuel costs more. |The newest boats burn about a third less| than the rest, they say.",
			"Fuel costs more. |The newest boats of all burn about a third less| than the rest, they say.", Changed},
		{"straight marks and hyphens", "It is old. |“Nobody likes it,” – she said – ‘but it is so.’| That was all.",
			"It is old. |\"Nobody likes it,\" - she said - 'but it is so.'| That was all.", Exact},
		{"white space and line breaks", "It is |very hard to say| so.", "It is |very\u00a0\n hard to   say| so.", Exact},
		{"no white space at all", "All said. |It is very hard to say so aloud.| We heard.",
			"All said. |It is very hard tosay so aloud.| We heard.", Exact},
		{"soft hyphens", "They were |extraordinarily patient| people.", "They were |extra\u00adordi\u00adnarily patient| people.", Exact},
		{"an ellipsis", "Well, |he said … nothing| more.", "Well, |he said ... nothing| more.", Exact},
		{"letters composed otherwise", "In the |café of Zoë| they met.", "In the |cafe\u0301 of Zoe\u0308| they met.", Exact},
		{"other capitals", "So |ferry fares will rise| in April.", "So |FERRY FARES WILL RISE| in April.", Changed},
		{"gone with its paragraph", "All was calm.\n\n|The ferry pilot laughed at the storm warnings.|\n\nThe council met.",
			"All was calm.\n\n||The council met.", Lost},
		{"gone, all else kept", "The council met. |The ferry pilot laughed at them.| The tide came in at dusk.",
			"The council met. ||The tide came in at dusk.", Lost},
		{"Chinese, a character changed", "今天下午，|市议会决定提高渡轮票价百分之四|，许多居民表示反对。",
			"今天下午，|市议会决定降低渡轮票价百分之四|，许多居民表示反对。", Changed},
		{"emoji before it", "👩‍👩‍👧 The |boats 🚢 are old| now.", "👩‍👩‍👧 The |boats 🚢 are old| now.", Exact},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _ := quote(t, test.from)
			want, to := quote(t, test.to)
			a := NewIndex(to).Find(s)
			if a.State != test.state {
				t.Errorf("state %s (%.2f), want %s", a.State, a.Score, test.state)
			}
			switch {
			case a.State.Placed():
				if got := to[a.Span.Start:a.Span.End]; got != want.Exact || a.Span.Start != want.Position.Start {
					t.Errorf("found %q, want %q", got, want.Exact)
				}
			case a.State == Ambiguous:
				if len(a.Candidates) != 1 || a.Candidates[0].Span != want.Position {
					t.Errorf("candidates %v, want %v", a.Candidates, want.Position)
				}
			}
		})
	}
}

func TestWithoutContextAUniqueQuotationIsExact(t *testing.T) {
	a := NewIndex(report).Find(Selector{Exact: "the boats are old"})
	if a.State != Exact || a.Score != 1 {
		t.Errorf("%+v", a)
	}
}

func TestAStrangeSentenceIsLost(t *testing.T) {
	x := NewIndex(report)
	for _, exact := range []string{"Snow fell on the upper villages until the buses stopped running.", "the penguin", "", " ", "."} {
		s := Selector{Exact: exact, Prefix: "It was a long night. ", Suffix: " Nobody slept."}
		if a := x.Find(s); a.State != Lost && exact != "." {
			t.Errorf("%q: %+v", exact, a)
		}
	}
}

func TestThePositionSettlesBetweenCopiesOnlyWithTheirContext(t *testing.T) {
	const filler = "Nothing of note happened for a while in the town by the water, as they say. "
	const sentence = "The council will hear them on Monday. "
	twice := filler + sentence + filler + strings.Repeat("And so on. ", 40) + filler + sentence + filler
	exact := strings.TrimSpace(sentence)
	second := text.Byte(strings.LastIndex(twice, exact))
	at := func(b text.Byte) text.Bytes { return text.Bytes{Start: b, End: b + text.Byte(len(exact))} }
	tests := []struct {
		name           string
		prefix, suffix string
		position       text.Bytes
		want           text.Byte // -1 for ambiguous
	}{
		{"at the second, no context", "", "", at(second), second},
		{"white space before the second", "as they say.", "Nothing of note", text.Bytes{Start: second - 1, End: second + text.Byte(len(exact))}, second},
		{"near the second, no context", "", "", at(second - 9), -1},
		{"near the second, with context", "as they say. ", " Nothing of note", at(second - 9), second},
		{"between the two, with context", "as they say. ", " Nothing of note", at(second / 2), -1},
		{"at the second, the context gone", "Quite other words. ", " And others again.", at(second), -1},
		{"nowhere", "as they say. ", " Nothing of note", text.Bytes{}, -1},
	}
	x := NewIndex(twice)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			words := exact
			if test.position.Len() > text.Byte(len(exact)) {
				words = " " + exact
			}
			a := x.Find(Selector{words, test.prefix, test.suffix, test.position})
			switch {
			case test.want < 0 && (a.State != Ambiguous || len(a.Candidates) != 2):
				t.Errorf("%+v, want two candidates", a)
			case test.want >= 0 && words != exact && a.State != Exact:
				t.Errorf("%s, want it exact", a.State)
			case test.want >= 0 && (!a.State.Placed() || a.Span.Start != test.want):
				t.Errorf("%+v, want %d", a, test.want)
			}
		})
	}
}

func TestTheSpansOfATargetKeepTheirOrder(t *testing.T) {
	// "it is so" stands before, between and behind the other span.
	const to = "She said it is so. “We will sail at dawn,” the pilot told them, “and it is so.” Later it is so."
	x := NewIndex(to)
	first := Selector{Exact: "We will sail at dawn", Prefix: "“", Suffix: ",” the pilot", Position: text.Bytes{Start: 22, End: 42}}
	second := Selector{Exact: "it is so", Position: text.Bytes{Start: 72, End: 80}}
	got := x.FindTarget([]Selector{first, second})
	if !got[0].State.Placed() || !got[1].State.Placed() || to[got[1].Span.Start-4:got[1].Span.Start] != "and " {
		t.Errorf("%+v", got)
	}
	// The other way round there is but one place left.
	got = x.FindTarget([]Selector{second, first})
	if !got[0].State.Placed() || to[got[0].Span.Start-5:got[0].Span.Start] != "said " {
		t.Errorf("%+v", got)
	}
}

func TestDescribeGivesTheWordsAndTheirContext(t *testing.T) {
	a := &article.Article{Text: report}
	at := text.Byte(strings.Index(report, "the boats"))
	got := Describe(a, []text.Bytes{{Start: at, End: at + 9}})
	if len(got) != 1 || got[0].Exact != "the boats" || !strings.HasSuffix(got[0].Prefix, "“but ") || !strings.HasPrefix(got[0].Suffix, " are old") || got[0].Position.Start != at {
		t.Errorf("%+v", got)
	}
	if found := NewIndex(report).Find(got[0]); found.State != Exact || found.Span != got[0].Position {
		t.Errorf("%+v", found)
	}
}

func TestALongQuotationIsFoundByItsEnds(t *testing.T) {
	r := seeded(3)
	s := tell(r, 3000)
	q := s.text()
	v := revise(r, s, .1, 0, 0)
	const before, after = "Here begins what was read aloud that evening. ", " And so it ended, late."
	whole := before + v.story.text() + after
	a := NewIndex(whole).Find(Selector{Exact: q, Prefix: before, Suffix: after})
	want := text.Bytes{Start: text.Byte(len(before)), End: text.Byte(len(whole) - len(after))}
	if a.State != Changed || alike(a.Span, want) < .99 {
		t.Errorf("%s %v, want %v", a.State, a.Span, want)
	}
	if a := NewIndex(before + q + after).Find(Selector{Exact: q}); a.State != Exact || a.Span.Len() != text.Byte(len(q)) {
		t.Errorf("unchanged: %s %v", a.State, a.Span)
	}
	if a := NewIndex(tell(seeded(4), 6000).text()).Find(Selector{Exact: q, Prefix: before, Suffix: after}); a.State != Lost {
		t.Errorf("in another text: %s %v", a.State, a.Span)
	}
}

func TestComposedIsWhatTheTablesSay(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "é", "e\u0301", "…", "“", "\u2000", "\u2001", "\u200d", "\u2028", "ß", "\u030a", "Å", "\u212b", "가", "ㄱ", "\xcc", "\xe2\x80", "ż", "\u0344", "🙂", "\u00a0", "‐", "\u2027"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
		if got, want := composed(s), norm.NFC.IsNormalString(s); got != want {
			t.Fatalf("composed(%q) = %v, want %v", s, got, want)
		}
	})
}
