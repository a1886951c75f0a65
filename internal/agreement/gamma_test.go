package agreement

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// The three annotators of Mathet, Widlöcher & Métivier (2015), whose data the
// authors' software ships as an example.
func threeAnnotators(t testing.TB) *Units {
	return units(t, 0, 60,
		join(marked("1", 2, 7), marked("2", 11, 6), marked("5", 24, 6), marked("6", 32, 4, 36, 8), marked("7", 44, 16)),
		join(marked("1", 2, 7), marked("3", 11, 6), marked("5", 19, 6), marked("6", 32, 12)),
		join(marked("1", 2, 7), marked("4", 11, 6), marked("5", 21, 6), marked("6", 32, 4, 36, 4, 40, 4)))
}

func TestGammaOfThreeAnnotators(t *testing.T) {
	u := threeAnnotators(t)
	g := u.Gamma(DefaultGamma)
	t.Logf("%+v", g)
	if a := u.align(DefaultGamma.Work); len(a.groups) != 6 || !a.exact || !equals(g.Observed, ".96") {
		t.Errorf("%d unitary alignments of disorder %v; the software finds 6 and .96", len(a.groups), g.Observed)
	}
	// Samples are random: the software's own test allows these ranges.
	if g.Value < .42 || g.Value > .49 || g.Cat < .65 || g.Cat > .72 {
		t.Errorf("gamma = %v, the software says .44 to .47; cat = %v, .67 to .70", g.Value, g.Cat)
	}
	if g.K["1"] != 1 || g.K["5"] != 1 || g.K["6"] != 1 || g.K["2"] > 0.05 || Defined(g.K["7"]) {
		t.Errorf("gamma k: %v", g.K)
	}
}

func TestGammaOfEqualAnnotatorsIsOne(t *testing.T) {
	list := join(marked("a", 5, 10, 40, 7), marked("b", 20, 10))
	g := units(t, 0, 100, list, list, list).Gamma(DefaultGamma)
	if g.Value != 1 || g.Low != 1 || g.High != 1 || g.Cat != 1 || !g.Exact {
		t.Errorf("%+v", g)
	}
	for name, u := range map[string]*Units{
		"no units": units(t, 0, 20, nil, nil), "one annotator": units(t, 0, 20, marked("X", 3, 4)), "none": units(t, 0, 20),
	} {
		if g := u.Gamma(DefaultGamma); Defined(g.Value) || Defined(g.Cat) {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

func TestGammaIsTheSameForTheSameSeed(t *testing.T) {
	u := threeAnnotators(t)
	a, b := u.Gamma(DefaultGamma), u.Gamma(DefaultGamma)
	if a.Value != b.Value || a.Low != b.Low || a.Low > a.Value || a.High < a.Value {
		t.Errorf("%+v, then %+v", a, b)
	}
}

// The best alignment against all partitions of a few units.
func TestAlignmentIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := randomUnits(t)
		var all []place
		for who, list := range u.By {
			for i := range list {
				if len(all) < 7 {
					all = append(all, place{who, i})
				} else {
					u.By[who] = list[:i]
					break
				}
			}
		}
		best := math.Inf(1)
		var try func(i int, groups [][]place)
		try = func(i int, groups [][]place) {
			if i == len(all) {
				sum := 0.0
				for _, g := range groups {
					sum += u.cost(g)
				}
				best = min(best, sum)
				return
			}
		next:
			for k, g := range groups {
				for _, p := range g {
					if p.who == all[i].who {
						continue next
					}
				}
				groups[k] = append(g[:len(g):len(g)], all[i])
				try(i+1, groups)
				groups[k] = g
			}
			try(i+1, append(groups[:len(groups):len(groups)], []place{all[i]}))
		}
		n := 0
		for _, list := range u.By {
			n += len(list)
		}
		all = all[:0]
		for who, list := range u.By {
			for i := range list {
				all = append(all, place{who, i})
			}
		}
		if n == 0 {
			return
		}
		try(0, nil)
		a := u.align(1 << 20)
		if got := a.disorder * float64(n) / float64(len(u.By)); !a.exact || math.Abs(got-best) > 1e-9 {
			t.Fatalf("disorder %v, the best is %v (exact: %v)", got, best, a.exact)
		}
		// With hardly any work it is an alignment still.
		if rough := u.align(1); rough.disorder < a.disorder-1e-9 {
			t.Fatalf("a rough search found %v, better than the best %v", rough.disorder, a.disorder)
		}
	})
}

// Where the search cannot be exact it must still end, and stay near what it
// finds with more work.
func TestGammaOfManyAnnotatorsIsBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	u := &Units{Length: 900}
	for range 30 {
		var list []Unit
		for i := range 15 {
			if r.IntN(10) > 0 {
				start := i*60 + r.IntN(10)
				list = append(list, Unit{start, start + 10 + r.IntN(35), []string{"a", "b", "c"}[(i+r.IntN(6)/5)%3]})
			}
		}
		u.By = append(u.By, list)
	}
	o := DefaultGamma
	o.Work = 100_000
	little := u.Gamma(o)
	o.Work *= 10
	much := u.Gamma(o)
	if little.Exact || !Defined(little.Value) || math.Abs(little.Value-much.Value) > .02 {
		t.Errorf("gamma = %v with little work, %v with more", little.Value, much.Value)
	}
}

func BenchmarkGammaOfThreeAnnotators(b *testing.B) {
	u := threeAnnotators(b)
	for b.Loop() {
		u.Gamma(DefaultGamma)
	}
}
