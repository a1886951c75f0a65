package selector

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// carried is how 1,000 quotations of a 100,000-word article fared.
type carried struct {
	there, gone, placed, right, orphansPlaced int
	states                                    map[State]int
}

func (c carried) String() string {
	return fmt.Sprintf("recall %.4f, precision %.4f, %d of %d orphans placed, %v",
		float64(c.right)/float64(c.there), float64(c.right)/float64(c.placed), c.orphansPlaced, c.gone, c.states)
}

// carry is right where the span found and the true one overlap by .8 of what
// they cover together.
func carry(t *testing.T, seed uint64, change float64, known bool) carried {
	t.Helper()
	r := seeded(seed)
	s := tell(r, 100_000)
	quotations := choose(r, s, 1000)
	v := revise(r, s, change, .05, .03)
	starts := v.story.starts()
	var targets [][]Selector
	for _, q := range s.selectors(quotations, 32) {
		targets = append(targets, []Selector{q})
	}
	var from *Index
	if known {
		from = NewIndex(s.text())
	}
	anchors, err := NewIndex(v.story.text()).FindAll(t.Context(), from, targets, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := carried{states: map[State]int{}}
	for i, spans := range anchors {
		want, there := v.truth(starts, quotations[i])
		placed := spans[0].State.Placed()
		c.states[spans[0].State]++
		switch {
		case there && placed && alike(spans[0].Span, want) >= .8:
			c.right++
		case !there && placed:
			c.orphansPlaced++
		}
		if placed {
			c.placed++
		}
		if there {
			c.there++
		} else {
			c.gone++
		}
	}
	return c
}

func TestAThousandAnnotationsAreCarriedToARevision(t *testing.T) {
	tests := []struct {
		change            float64
		known             bool
		recall, precision float64
		orphans           int // placed at most
	}{
		{.05, true, .998, .997, 0},
		{.2, true, .99, .997, 0},
		{.05, false, .998, .997, 1},
		{.2, false, .99, .996, 1},
	}
	for _, test := range tests {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("%v changed, earlier text known %t, seed %d", test.change, test.known, seed), func(t *testing.T) {
				c := carry(t, seed, test.change, test.known)
				t.Log(c)
				if float64(c.right) < test.recall*float64(c.there) || float64(c.right) < test.precision*float64(c.placed) || c.orphansPlaced > test.orphans {
					t.Errorf("%v; want recall %v, precision %v, %d orphans placed", c, test.recall, test.precision, test.orphans)
				}
				if c.gone == 0 || c.states[Exact] == 0 || c.states[Changed] == 0 || c.states[Lost] == 0 {
					t.Errorf("%v: the revision is too tame to tell", c)
				}
			})
		}
	}
}

// The same words in a paragraph that was removed are not those of another
// paragraph that has them too.
func TestAnAnnotationWhoseParagraphIsGoneIsLostThoughItsWordsStandElsewhere(t *testing.T) {
	const said = "“Nobody likes it, but the boats are old and the engines older,” the chair of the council said on Monday."
	r := seeded(9)
	first, second, third := sentences(r, 6), sentences(r, 6), sentences(r, 6)
	before := first + "\n\n" + sentences(r, 3) + " " + said + " " + sentences(r, 3) + "\n\n" + second + " " + said + " " + third
	after := first + "\n\n" + second + " " + said + " " + third
	a, b := &article.Article{Text: before}, &article.Article{Text: after}
	one, two := index(before, "the engines older", 0), index(before, "the engines older", 1)
	l := &annotation.Layer{Annotations: []*annotation.Annotation{
		{ID: "gone", Target: annotation.Target{one}}, {ID: "kept", Target: annotation.Target{two}},
	}}
	got, err := Carry(t.Context(), l, a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got[0].ID != "gone" || got[0].State != Lost {
		t.Errorf("%+v, want it lost", got[0])
	}
	if target, ok := got[1].Target(); got[1].State != Exact || !ok || target[0] != index(after, "the engines older", 0) {
		t.Errorf("%+v, want it exact", got[1])
	}
}

// index is the n-th place of words in a text.
func index(s, words string, n int) text.Bytes {
	for at := range s {
		if len(s)-at >= len(words) && s[at:at+len(words)] == words {
			if n == 0 {
				return text.Bytes{Start: text.Byte(at), End: text.Byte(at + len(words))}
			}
			n--
		}
	}
	panic(words + " is not there")
}

// Without the earlier text, other annotations tell copies apart, in a script of
// two bytes a letter too.
func TestNeighboursTellCopiesApart(t *testing.T) {
	const said = "«Никому это не нравится, но лодки старые», сказал он. "
	paragraph := func(first string) string {
		return first + " дня паром уходит в море и идёт до маяка. "
	}
	var before strings.Builder
	for _, day := range []string{"Первого", "Второго", "Третьего", "Четвёртого", "Пятого", "Шестого"} {
		before.WriteString(paragraph(day) + said + said)
	}
	from := before.String()
	after := "Вот что было напечатано сегодня утром в газете порта. " + from
	shift := text.Byte(len(after) - len(from))
	var targets [][]Selector
	for _, words := range []string{"Второго дня паром", "Третьего дня паром"} {
		b := index(from, words, 0)
		targets = append(targets, []Selector{{Exact: words, Position: b}})
	}
	want := index(from, "лодки старые", 5) // of the third day, the second time
	targets = append(targets, []Selector{{Exact: "лодки старые", Position: want}})
	anchors, err := NewIndex(after).FindAll(t.Context(), nil, targets, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, spans := range anchors {
		old := targets[i][0].Position
		if spans[0].State != Exact || spans[0].Span.Start != old.Start+shift {
			t.Errorf("%q: %+v, want it at %d", targets[i][0].Exact, spans[0], old.Start+shift)
		}
	}
}

func TestOnlyWhatLeftItsOrderHasMoved(t *testing.T) {
	r := seeded(11)
	p := make([]string, 6)
	for i := range p {
		p[i] = sentences(r, 4)
	}
	before := p[0] + "\n\n" + p[1] + "\n\n" + p[2] + "\n\n" + p[3]
	after := p[4] + "\n\n" + p[0] + "\n\n" + p[2] + "\n\n" + p[3] + "\n\n" + p[5] + "\n\n" + p[1]
	l := &annotation.Layer{}
	for i, id := range []annotation.ID{"a", "b", "c", "d"} {
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: id, Target: annotation.Target{index(before, p[i][5:60], 0)}})
	}
	got, err := Carry(t.Context(), l, &article.Article{Text: before}, &article.Article{Text: after}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []State{Exact, Moved, Exact, Exact} {
		if got[i].State != want {
			t.Errorf("%s: %s, want %s", got[i].ID, got[i].State, want)
		}
	}
}

func TestCarryingTellsItsProgressAndStopsWhenTold(t *testing.T) {
	a := &article.Article{Text: report}
	l := &annotation.Layer{}
	for _, words := range []string{"four per cent", "Fuel", "nine hundred"} {
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: "x", Target: annotation.Target{index(report, words, 0)}})
	}
	var calls []int
	got, err := Carry(t.Context(), l, a, a, func(done, total int) {
		calls = append(calls, done)
		if total != 3 {
			t.Errorf("total %d", total)
		}
	})
	if err != nil || len(calls) == 0 || calls[len(calls)-1] != 3 {
		t.Errorf("progress %v, %v", calls, err)
	}
	for i, p := range got {
		target, ok := p.Target()
		if p.State != Exact || !ok || target[0] != l.Annotations[i].Target[0] {
			t.Errorf("unchanged text: %+v", p)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	got, err = Carry(ctx, l, a, a, func(done, _ int) {
		if done == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("cancelled: %v, %v", got, err)
	}
}
