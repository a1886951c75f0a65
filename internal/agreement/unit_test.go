package agreement

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// units makes a continuum of triples of start and length for each annotator.
func units(t testing.TB, begin, length int, by ...[]Unit) *Units {
	t.Helper()
	u := &Units{Begin: begin, Length: length, By: by}
	if err := u.Check(); err != nil {
		t.Fatal(err)
	}
	return u
}

func marked(label string, startsAndLengths ...int) []Unit {
	var list []Unit
	for i := 0; i < len(startsAndLengths); i += 2 {
		list = append(list, Unit{startsAndLengths[i], startsAndLengths[i] + startsAndLengths[i+1], label})
	}
	return list
}

func join(lists ...[]Unit) (all []Unit) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// Krippendorff (2004), Content Analysis, 2nd ed., p. 254, figure 11.3.
func textbook(t testing.TB) *Units {
	return units(t, 150, 300,
		join(marked("c", 225, 70, 370, 30), marked("k", 180, 60, 300, 50)),
		join(marked("c", 220, 80, 355, 20, 400, 20), marked("k", 180, 60, 300, 50)))
}

func TestUnitisedAlphaOfTheTextbook(t *testing.T) {
	u := textbook(t)
	c, k := u.Unitising("c"), u.Unitising("k")
	for _, x := range []struct {
		name string
		got  float64
		want string
	}{
		{"Do c", c.Observed, ".0144"}, {"De c", c.Expected, ".0532"}, {"alpha c", c.Alpha(), ".7286"},
		{"Do k", k.Observed, ".0000"}, {"De k", k.Expected, ".0490"}, {"alpha k", k.Alpha(), "1.000"},
		// The book prints .8591, which is 1 − .0144/(.0532 + .0490) of rounded
		// figures.
		{"alpha", u.AlphaU(), ".8587"},
	} {
		if !equals(x.got, x.want) {
			t.Errorf("%s = %v, printed %s", x.name, x.got, x.want)
		}
	}
}

// Krippendorff (1995), p. 57: four pairs of observers of 24 units of length,
// and the same stretched, so that the units of length become continuous.
func stretched(t testing.TB, by int) *Units {
	s := func(label string, at ...int) []Unit {
		for i := range at {
			at[i] *= by
		}
		return marked(label, at...)
	}
	return units(t, 0, 24*by,
		join(s("A", 2, 8, 14, 6), s("B", 0, 18), s("C", 2, 6, 10, 2, 14, 4, 20, 2), s("D", 0, 2, 2, 8, 10, 4, 14, 6, 20, 4)),
		join(s("A", 4, 4, 15, 2), s("B", 0, 2, 2, 1, 3, 1, 4, 1, 5, 1, 6, 3, 9, 1), s("C", 0, 2, 4, 4, 10, 4, 16, 2, 20, 2), s("D", 0, 4, 4, 4, 8, 7, 15, 2, 17, 7)))
}

func TestUnitisedAlphaOfKrippendorff1995(t *testing.T) {
	observed := map[string]float64{"A": .03125, "B": 2.26736, "C": .027778, "D": .38715}
	once, much := stretched(t, 1), stretched(t, 50000)
	for label, want := range observed {
		for _, u := range []*Units{once, much} {
			if got := u.Unitising(label).Observed; math.Abs(got-want) > 1e-5 {
				t.Errorf("%s: Do = %v, printed %v", label, got, want)
			}
		}
	}
	// The expectation of 1995 has another sign in one place; the book of 2004
	// corrects it, which moves the printed figures in the second digit.
	for label, printed := range map[string]float64{"A": .553, "B": -.926, "C": .679, "D": .066} {
		if got := much.AlphaULabel(label); math.Abs(got-printed) > .02 {
			t.Errorf("alpha %s = %v, printed %v", label, got, printed)
		}
	}
}

func TestUnitisedAlphaOfFewUnits(t *testing.T) {
	d := units(t, 0, 10, marked("A", 1, 8), marked("A", 2, 1, 4, 1, 6, 1)).Unitising("A")
	if !equals(d.Observed, ".9100") || !equals(d.Expected, ".5352") || !equals(d.Alpha(), "-.7003") {
		t.Errorf("%v %v", d, d.Alpha())
	}
	// One unit of one among three: no more than chance.
	if got := units(t, 0, 20, marked("X", 0, 1), nil, nil).AlphaU(); math.Abs(got) > 1e-12 {
		t.Errorf("a single unit: %v", got)
	}
	for name, u := range map[string]*Units{
		"no units":      units(t, 0, 20, nil, nil, nil),
		"one annotator": units(t, 0, 20, marked("X", 3, 4)),
		"no annotators": units(t, 0, 20),
		"no length":     units(t, 0, 0, nil, nil),
		// Both marked everything as one unit: nothing else was possible to see.
		"no variation": units(t, 0, 1, marked("X", 0, 1), marked("X", 0, 1)),
	} {
		if got := u.AlphaU(); Defined(got) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, bad := range []*Units{
		{Length: 5, By: [][]Unit{{{0, 6, "a"}}}}, {Length: 5, By: [][]Unit{{{2, 2, "a"}}}}, {Begin: 3, Length: 5, By: [][]Unit{{{2, 4, "a"}}}},
	} {
		if bad.Check() == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
}

func TestOverlappingUnitsOfALabelAreOne(t *testing.T) {
	apart := units(t, 0, 30, marked("X", 2, 6, 5, 7, 12, 3), marked("X", 2, 10))
	joined := units(t, 0, 30, marked("X", 2, 10, 12, 3), marked("X", 2, 10))
	if a, b := apart.AlphaU(), joined.AlphaU(); a != b {
		t.Errorf("%v, joined %v", a, b)
	}
}

func randomUnits(t *rapid.T) *Units {
	length := rapid.IntRange(1, 40).Draw(t, "length")
	u := &Units{Length: length}
	for range rapid.IntRange(2, 4).Draw(t, "annotators") {
		var list []Unit
		for range rapid.IntRange(0, 4).Draw(t, "units") {
			start := rapid.IntRange(0, length-1).Draw(t, "start")
			list = append(list, Unit{start, rapid.IntRange(start+1, length).Draw(t, "end"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "label")})
		}
		u.By = append(u.By, list)
	}
	if err := u.Check(); err != nil {
		t.Fatal(err)
	}
	return u
}

// The observed disagreement by its definition: sections, units and gaps, of
// both annotators, and δ² of each two that overlap.
func TestObservedDisagreementIsItsDefinition(t *testing.T) {
	type section struct {
		b, l int
		unit bool
	}
	sections := func(list []Unit, u *Units) (all []section) {
		at := u.Begin
		for _, x := range list {
			if x.Start > at {
				all = append(all, section{at, x.Start - at, false})
			}
			all = append(all, section{x.Start, x.Len(), true})
			at = x.End
		}
		return append(all, section{at, u.Begin + u.Length - at, false})
	}
	rapid.Check(t, func(t *rapid.T) {
		u := randomUnits(t)
		by := u.Of("a")
		sum := 0.0
		for i := range by {
			for j := range by {
				if i == j {
					continue
				}
				for _, g := range sections(by[i], u) {
					for _, h := range sections(by[j], u) {
						d := float64(g.b - h.b)
						e := float64(g.b + g.l - h.b - h.l)
						switch {
						case g.unit && h.unit && g.b < h.b+h.l && h.b < g.b+g.l:
							sum += d*d + e*e
						case g.unit && !h.unit && h.b <= g.b && g.b+g.l <= h.b+h.l:
							sum += float64(g.l * g.l)
						case !g.unit && h.unit && g.b <= h.b && h.b+h.l <= g.b+g.l:
							sum += float64(h.l * h.l)
						}
					}
				}
			}
		}
		m, l := float64(len(by)), float64(u.Length)
		if got, want := u.Unitising("a").Observed, sum/(m*(m-1)*l*l); math.Abs(got-want) > 1e-9*(1+want) {
			t.Fatalf("Do = %v, by definition %v", got, want)
		}
		if a := u.AlphaU(); math.IsInf(a, 0) || a > 1+1e-12 {
			t.Fatalf("alpha = %v", a)
		}
	})
}
