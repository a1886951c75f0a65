package agreement

import "slices"

// measured is one continuum with the tallies of it.
type measured struct {
	whole  tally
	label  []tally
	pairs  [][]pairing // [i][j], j < i
	matrix []float64   // cells of the matrix of disagreements, row by row
	runs   [][]run
	edges  []edge
}

// A pairing is what the measures of two annotators need to know.
type pairing struct {
	equal, length float64
	one, other    []float64 // characters with each set
	units         Disagreement
	matches       Matches
	speakers      voices
	sum           bool // of several articles
}

func (p *pairing) add(o *pairing) {
	p.equal += o.equal
	p.length += o.length
	for _, x := range []struct{ to, from *[]float64 }{{&p.one, &o.one}, {&p.other, &o.other}} {
		for len(*x.to) < len(*x.from) {
			*x.to = append(*x.to, 0)
		}
		for k, n := range *x.from {
			(*x.to)[k] += n
		}
	}
	p.units.Observed += o.units.Observed
	p.units.Expected += o.units.Expected
	p.matches.add(o.matches)
	p.speakers.add(o.speakers)
}

// figures are the measures of a pair; the first is the reference of precision
// and recall.
func (p *pairing) figures() Figures {
	var cohen, scott, used float64
	n := p.length
	for k := range max(len(p.one), len(p.other)) {
		var a, b float64
		if k < len(p.one) {
			a = p.one[k]
		}
		if k < len(p.other) {
			b = p.other[k]
		}
		if a+b > 0 {
			used++
		}
		cohen += a * b
		scott += (a + b) * (a + b)
	}
	alpha := Undefined
	if n > 0 {
		alpha = corrected(2*(n-p.equal)*(2*n-1), 4*n*n-scott)
	}
	f := append(make(Figures, 0, 17),
		plain("percent", ratio(p.equal, n)),
		plain("cohen_kappa", ratio(n*p.equal-cohen, n*n-cohen)),
		plain("scott_pi", ratio(4*n*p.equal-scott, 4*n*n-scott)),
		plain("bennett_s", ratio(used*ratio(p.equal, n)-1, used-1)),
		plain("alpha_nominal", alpha),
		plain("alpha_u", p.units.Alpha()),
	)
	for _, m := range []struct {
		name string
		Match
	}{{"exact", p.matches.Exact}, {"overlap", p.matches.Overlap}, {"characters", p.matches.Characters}} {
		f = append(f, plain("precision_"+m.name, m.Precision()), plain("recall_"+m.name, m.Recall()), plain("f1_"+m.name, m.F1()))
	}
	return append(f, plain("speaker_percent", ratio(p.speakers.same, p.speakers.both)), plain("speaker_alpha", p.speakers.alpha()))
}

// measure takes all tallies of one continuum.
func (c *coder) measure(x *Continuum) *measured {
	m := len(x.Annotators)
	r := &measured{label: make([]tally, len(c.labels)), runs: c.runs(x)}
	r.whole = tally{margin: make([]float64, len(c.sets)), raters: m, categories: len(c.sets)}
	for l := range r.label {
		r.label[l] = tally{margin: make([]float64, 2), raters: m, categories: 2}
	}
	c.has = make([]float64, len(c.labels))
	r.matrix = make([]float64, (len(c.labels)+1)*(len(c.labels)+1))
	r.edges = edgesOf(r.runs)
	if m > 1 {
		sections(r.edges, m, len(c.sets), x.Length, func(s *section) { c.count(r, s, float64(m)) })
	}
	c.pair(x, r)
	return r
}

// count adds a section to the tallies.
func (c *coder) count(r *measured, s *section, m float64) {
	l := float64(s.end - s.start)
	has := c.has
	clear(has)
	r.whole.all += m * l
	for _, set := range s.sets {
		n := s.count[set]
		r.whole.equal += n * (n - 1) / (m - 1) * l
		r.whole.margin[set] += n * l
		for _, label := range c.sets[set] {
			has[label] += n
		}
	}
	for label, n := range has {
		t := &r.label[label]
		t.all += m * l
		t.equal += (n*(n-1) + (m-n)*(m-n-1)) / (m - 1) * l
		t.margin[1] += n * l
		t.margin[0] += (m - n) * l
	}
	for i, a := range s.sets {
		if n := s.count[a]; n > 1 {
			c.cross(r.matrix, a, a, n*(n-1)/2*l)
		}
		for _, b := range s.sets[:i] {
			c.cross(r.matrix, a, b, s.count[a]*s.count[b]*l)
		}
	}
}

// cross adds pairs of annotators to the matrix: what their sets share to the
// diagonal, and what is left of each against what is left of the other, or
// against no label.
func (c *coder) cross(matrix []float64, a, b int, weight float64) {
	n, none := len(c.labels)+1, []int{len(c.labels)}
	one, other := c.sets[a], c.sets[b]
	var left, right []int
	for _, x := range one {
		if slices.Contains(other, x) {
			matrix[x*n+x] += weight
		} else {
			left = append(left, x)
		}
	}
	for _, y := range other {
		if !slices.Contains(one, y) {
			right = append(right, y)
		}
	}
	if a == 0 && b == 0 {
		matrix[len(matrix)-1] += weight
		return
	}
	if left == nil && right == nil {
		return
	}
	if left == nil {
		left = none
	}
	if right == nil {
		right = none
	}
	for _, x := range left {
		for _, y := range right {
			matrix[x*n+y] += weight / 2
			matrix[y*n+x] += weight / 2
		}
	}
}
