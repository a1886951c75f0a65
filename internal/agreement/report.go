package agreement

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"quoth/internal/article"
)

// Options say what a report holds besides what is always in it.
type Options struct {
	Gamma     bool         // γ, which takes longest
	Draw      GammaOptions // how γ is drawn
	Bootstrap int          // how often articles are drawn for intervals; 0 for none
	Disputed  int          // how many passages; 0 for all
}

// A Report is how far annotators agree on the articles of a corpus.
type Report struct {
	Annotators []string
	Overall    Figures
	Labels     []Part // in the order of the names
	Pairs      []Pair
	Articles   []Part // in the order of the corpus
	Matrix     Matrix
	Disputed   []Passage // most disputed first
}

// A Part is a label or an article with its figures.
type Part struct {
	Name    string // the label, or the article's title
	Article article.ID
	Figures Figures
}

// A Pair is two annotators with their figures over the articles that both
// have; One is the reference of precision and recall.
type Pair struct {
	One, Other string
	Figures    Figures
}

// A Matrix counts, for every pair of annotators, the characters to which one
// gave the row's label and the other the column's. Labels that both gave are
// on the diagonal; of what remains each label stands against each, or against
// none. It is symmetric, a disagreement counting half in each of its two cells;
// the last row and column are for no label.
type Matrix struct {
	Labels []string
	Cells  [][]float64
}

// Measure makes the report of a corpus. Articles with one annotator count for
// nothing but are listed.
//
// Percent, kappa, pi and nominal alpha take every character for an item and
// the set of labels that an annotator has there for the value (for one label:
// whether it is there); those of several annotators are over all pairs. Unitised
// alpha of a corpus adds the squared differences of its articles before it
// divides; gamma adds disorders.
func Measure(corpus []*Continuum, o Options) *Report {
	c := newCoder(corpus)
	r := &Report{}
	all := make([]*measured, len(corpus))
	seen := map[string]bool{}
	type couple struct{ one, other string }
	pairs := map[couple]*pairing{}
	matrix := make([]float64, (len(c.labels)+1)*(len(c.labels)+1))
	gammas := make([]Gamma, len(corpus))
	for i, x := range corpus {
		all[i] = c.measure(x)
		for _, name := range x.Annotators {
			if !seen[name] {
				seen[name] = true
				r.Annotators = append(r.Annotators, name)
			}
		}
		for k, n := range all[i].matrix {
			matrix[k] += n
		}
		for a, list := range all[i].pairs {
			for b := range list {
				key := couple{x.Annotators[b], x.Annotators[a]}
				switch p, known := pairs[key]; {
				case !known:
					pairs[key] = &list[b] // most have one article: nothing to add up
				case !p.sum:
					pairs[key] = &pairing{sum: true}
					pairs[key].add(p)
					fallthrough
				default:
					pairs[key].add(&list[b])
				}
			}
		}
		if o.Gamma {
			gammas[i] = x.Units().Gamma(o.Draw)
		}
		r.Articles = append(r.Articles, Part{cmp.Or(x.Title, string(x.Article)), x.Article, append(all[i].whole.figures(), gammaFigures(gammas[i:i+1], o)...)})
		r.Disputed = append(r.Disputed, c.disputed(x, all[i])...)
	}
	slices.Sort(r.Annotators)
	slices.SortStableFunc(r.Disputed, func(a, b Passage) int { return cmp.Compare(b.Amount, a.Amount) })
	if o.Disputed > 0 && len(r.Disputed) > o.Disputed {
		r.Disputed = r.Disputed[:o.Disputed]
	}
	for key, p := range pairs {
		r.Pairs = append(r.Pairs, Pair{key.one, key.other, p.figures()})
	}
	slices.SortFunc(r.Pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.One, b.One), cmp.Compare(a.Other, b.Other)) })
	r.Overall = pooled(all, func(m *measured) *tally { return &m.whole }, o)
	if len(r.Annotators) == 2 && len(r.Pairs) == 1 {
		f := r.Pairs[0].Figures
		r.Overall = slices.Insert(r.Overall, 1, f.Get("cohen_kappa"), f.Get("scott_pi"), f.Get("bennett_s"))
	}
	r.Overall = append(r.Overall, gammaFigures(gammas, o)...)
	for l, name := range c.labels {
		f := pooled(all, func(m *measured) *tally { return &m.label[l] }, o)
		// Who speaks is asked of passages, whatever their label.
		f = slices.DeleteFunc(f, func(x Figure) bool { return x.Name == "speaker_percent" || x.Name == "speaker_alpha" })
		if o.Gamma {
			f = append(f, plain("gamma_k", mean(gammas, func(g Gamma) float64 {
				if v, known := g.K[name]; known {
					return v
				}
				return Undefined
			})))
		}
		r.Labels = append(r.Labels, Part{Name: name, Figures: f})
	}
	n := len(c.labels) + 1
	r.Matrix.Labels = append(slices.Clone(c.labels), "")
	for i := range n {
		r.Matrix.Cells = append(r.Matrix.Cells, matrix[i*n:(i+1)*n])
	}
	return r
}

// gammaFigures are γ and γcat of articles together: 1 − Σ δo / Σ δe, each
// article's disorder for one annotator's mean number of units.
func gammaFigures(list []Gamma, o Options) Figures {
	if !o.Gamma {
		return nil
	}
	if len(list) == 1 {
		return Figures{{"gamma", list[0].Value, list[0].Low, list[0].High}, plain("gamma_cat", list[0].Cat)}
	}
	var d Disagreement
	for _, g := range list {
		if Defined(g.Observed) && Defined(g.Expected) {
			d.Observed += g.Observed * g.Units
			d.Expected += g.Expected * g.Units
		}
	}
	return Figures{plain("gamma", d.Alpha()), plain("gamma_cat", mean(list, func(g Gamma) float64 { return g.Cat }))}
}

// mean is the mean of what is defined.
func mean(list []Gamma, of func(Gamma) float64) float64 {
	sum, n := 0.0, 0.0
	for _, g := range list {
		if v := of(g); Defined(v) {
			sum += v
			n++
		}
	}
	return ratio(sum, n)
}

// pooled are the figures of all articles, with the percentile interval of a
// bootstrap that draws articles with replacement: Efron & Tibshirani (1993),
// ch. 13. Draws in which a measure is undefined are left out; with fewer than
// two articles there is no interval.
func pooled(all []*measured, of func(*measured) *tally, o Options) Figures {
	var sum tally
	var drawn []*tally
	for _, m := range all {
		t := of(m)
		sum.add(t)
		if t.raters > 1 {
			drawn = append(drawn, t)
		}
	}
	f := sum.figures()
	if len(drawn) < 2 || o.Bootstrap < 1 {
		return f
	}
	r := rand.New(rand.NewPCG(o.Draw.Seed, 1))
	values := make([][]float64, len(f))
	for range o.Bootstrap {
		var t tally
		for range drawn {
			t.add(drawn[r.IntN(len(drawn))])
		}
		for i, x := range t.figures() {
			if Defined(x.Value) {
				values[i] = append(values[i], x.Value)
			}
		}
	}
	for i := range f {
		if n := len(values[i]); n > 0 && Defined(f[i].Value) {
			slices.Sort(values[i])
			f[i].Low, f[i].High = percentile(values[i], .025), percentile(values[i], .975)
		}
	}
	return f
}

// percentile is a quantile of sorted values, between two of them if need be.
func percentile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
