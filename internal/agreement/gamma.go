package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
)

// GammaOptions bound the work that gamma takes.
type GammaOptions struct {
	// Precision is the relative error that the expected disorder may have, with
	// a confidence of 95 %; the paper takes 0.02.
	Precision float64
	// Samples bounds the number of random continua: never fewer than 30, as
	// the paper says.
	Samples int
	// Work bounds the search for the best alignment of each continuum, in
	// comparisons of two units.
	Work int
	Seed uint64
}

// DefaultGamma are the paper's options, with at most 300 samples.
var DefaultGamma = GammaOptions{Precision: 0.02, Samples: 300, Work: 1_000_000, Seed: 1}

// Gamma is what Mathet, Widlöcher & Métivier (2015), "The Unified and Holistic
// Method Gamma (γ) for Inter-Annotator Agreement Measure and Alignment", say
// of a continuum, with γcat and γk of Mathet (2017), "The Agreement Measure
// γcat".
type Gamma struct {
	Value float64 // γ = 1 − δo/δe
	// Low and High enclose γ with a confidence of 95 %: what the samples leave
	// open of the expected disorder.
	Low, High float64
	Cat       float64            // γcat: of the labels of aligned units
	K         map[string]float64 // γk by label
	Observed  float64            // disorder of the best alignment
	Expected  float64            // mean disorder of the samples
	Units     float64            // mean number of units of an annotator
	Samples   int
	// Exact tells that every alignment is proven to be the best one. If not,
	// some are as good as a search in bounded time found.
	Exact bool
}

const (
	deltaEmpty = 1.0 // Δ∅
	alphaPos   = 3.0 // the weights of position and of label, as in the paper's software
	betaCat    = 1.0
)

// position is the sporadic positional dissimilarity dpos of the paper, without
// its weight.
func position(u, v Unit) float64 {
	d := (math.Abs(float64(u.Start-v.Start)) + math.Abs(float64(u.End-v.End))) / float64(u.Len()+v.Len())
	return d * d * deltaEmpty
}

// category is dcat with all labels equally far apart.
func category(u, v Unit) float64 {
	if u.Label == v.Label {
		return 0
	}
	return deltaEmpty
}

// dissimilarity is dcombi: α dpos + β dcat.
func dissimilarity(u, v Unit) float64 {
	return alphaPos*position(u, v) + betaCat*category(u, v)
}

// Gamma measures a continuum. It is undefined with fewer than two annotators
// or without units.
//
// The best alignment is found exactly, see [Units.search], as long as o.Work
// lasts; that is so for up to five annotators unless marks are very dense. After
// that the most promising alignments go on and the last one is improved by
// moving and exchanging units, and Exact is false. Samples are drawn until
// the expected disorder is as precise as o asks or o.Samples are drawn; each
// is a continuum whose annotators are annotators of the real one, drawn with
// replacement and shifted round by a random pivot (sec. 5.2).
func (u *Units) Gamma(o GammaOptions) Gamma {
	g := Gamma{Value: Undefined, Low: Undefined, High: Undefined, Cat: Undefined, K: map[string]float64{}, Observed: Undefined, Expected: Undefined}
	labels := u.Labels()
	for _, l := range labels {
		g.K[l] = Undefined
	}
	total := 0
	for _, list := range u.By {
		total += len(list)
	}
	if len(u.By) < 2 || total == 0 {
		return g
	}
	g.Units = float64(total) / float64(len(u.By))
	best := u.align(o.Work)
	g.Exact, g.Observed = best.exact, best.disorder
	observed := best.labels(labels)
	r := rand.New(rand.NewPCG(o.Seed, 0))
	sampler := newSampler(u)
	var disorders []float64
	expected, drawn := make([]float64, len(observed)), make([]float64, len(observed))
	for wanted := 30; len(disorders) < wanted; {
		a := sampler.draw(r).align(o.Work)
		g.Exact = g.Exact && a.exact
		disorders = append(disorders, a.disorder)
		for i, d := range a.labels(labels) {
			if Defined(d) {
				expected[i] += d
				drawn[i]++
			}
		}
		if len(disorders) == wanted {
			mean, deviation := moments(disorders)
			// n = (CV · 1.96 / precision)², with the coefficient of variation.
			if n := math.Pow(deviation/mean*1.96/o.Precision, 2); mean > 0 {
				wanted = max(wanted, int(math.Min(float64(o.Samples), math.Ceil(n))))
			}
		}
	}
	g.Samples = len(disorders)
	mean, deviation := moments(disorders)
	half := 1.96 * deviation / math.Sqrt(float64(len(disorders)))
	g.Expected = mean
	g.Value = corrected(g.Observed, mean)
	g.Low, g.High = g.Value, g.Value
	if g.Observed > 0 {
		g.Low, g.High = corrected(g.Observed, math.Max(mean-half, 0)), corrected(g.Observed, mean+half)
	}
	g.Cat = corrected(observed[0], ratio(expected[0], drawn[0]))
	for i, l := range labels {
		g.K[l] = corrected(observed[i+1], ratio(expected[i+1], drawn[i+1]))
	}
	return g
}

func moments(values []float64) (mean, deviation float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		deviation += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(deviation / float64(max(1, len(values)-1)))
}

// A sampler draws random continua.
type sampler struct {
	from  *Units
	apart int // two pivots of a continuum are at least this far apart
}

func newSampler(u *Units) *sampler {
	length, n := 0, 0
	for _, list := range u.By {
		for _, x := range list {
			length += x.Len()
			n++
		}
	}
	return &sampler{u, length / n / 2}
}

// draw makes a continuum of as many annotators: each is one of the real ones,
// its units shifted round by a pivot. A unit that the shift carries past the
// end goes on beyond it rather than being cut, so that units keep their
// lengths.
func (s *sampler) draw(r *rand.Rand) *Units {
	u := &Units{Begin: s.from.Begin, Length: s.from.Length, By: make([][]Unit, len(s.from.By))}
	var pivots []int
	for who := range u.By {
		list := slices.Clone(s.from.By[r.IntN(len(s.from.By))])
		if len(list) == 0 {
			continue // there is nothing to shift
		}
		pivot := s.pivot(r, pivots)
		pivots = append(pivots, pivot)
		for i := range list {
			shift := pivot
			if list[i].Start-u.Begin+pivot >= u.Length {
				shift -= u.Length
			}
			list[i].Start += shift
			list[i].End += shift
		}
		slices.SortFunc(list, compare)
		u.By[who] = list
	}
	return u
}

// pivot draws a place that is far enough from the others, or any place if the
// continuum is too short for that.
func (s *sampler) pivot(r *rand.Rand, taken []int) int {
	pivot := r.IntN(s.from.Length)
	// Each pivot takes the places around it; when they may have taken all,
	// looking for a free one is in vain.
	if s.apart == 0 || 2*s.apart*len(taken) >= s.from.Length {
		return pivot
	}
	for range 50 {
		if !slices.ContainsFunc(taken, func(p int) bool {
			d := max(p-pivot, pivot-p)
			return min(d, s.from.Length-d) < s.apart
		}) {
			break
		}
		pivot = r.IntN(s.from.Length)
	}
	return pivot
}
