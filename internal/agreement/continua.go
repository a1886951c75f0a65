package agreement

import (
	"cmp"
	"slices"
)

// Continua holds the coefficients of Krippendorff, Mathet, Bouvry & Widlöcher
// (2016), "On the reliability of unitizing textual continua: Further
// developments", which replace those of 1995: they count coincident lengths,
// unlabelled gaps included, instead of squared distances of ends.
type Continua struct {
	Units   float64            // uα: of units and their labels; eq. 34 of Krippendorff (2019)
	Binary  float64            // |uα: of relevant and irrelevant matter, labels aside; eq. 35
	Coding  float64            // cuα: of labels where annotators marked something; eq. 36 and 37
	ByLabel map[string]float64 // (k)uα: of one label where annotators marked something; eq. 38
}

// Continua measures a continuum. The annotators' units must part it: if units
// of one annotator overlap, all is undefined.
func (u *Units) Continua() Continua {
	labels := u.Labels()
	c := Continua{Undefined, Undefined, Undefined, make(map[string]float64, len(labels))}
	for _, l := range labels {
		c.ByLabel[l] = Undefined
	}
	m := len(u.By)
	if m < 2 || u.Length == 0 {
		return c
	}
	for _, list := range u.By {
		for i := 1; i < len(list); i++ {
			if list[i].Start < list[i-1].End {
				return c
			}
		}
	}
	index := make(map[string]int, len(labels))
	for i, l := range labels {
		index[l] = i + 1 // 0 is the gap
	}
	observed, pairs := u.coincidences(index)
	own := u.own(index, nil)
	expected := expectation(observed, own)
	c.Units = corrected(off(observed), off(expected))
	c.Binary = corrected(gap(observed), gap(expected))

	marks := inner(observed)
	own = u.own(index, pairs)[1:]
	expected = expectation(marks, own)
	c.Coding = corrected(off(marks), off(expected))
	for i, l := range labels {
		var o, e float64
		for j := range marks {
			o += marks[j][i]
			e += expected[j][i]
		}
		c.ByLabel[l] = corrected(ratio(o-marks[i][i], o), ratio(e-expected[i][i], e))
	}
	return c
}

// coincidences is the matrix of the lengths that pairs of annotators gave two
// values, divided by m − 1: Krippendorff (2019), Content Analysis, 4th ed.,
// eq. 32. paired[i][g] is the length of a unit of annotator i on which
// another one marked something.
func (u *Units) coincidences(index map[string]int) (observed Table, paired [][]float64) {
	observed = newTable(len(index) + 1)
	type edge struct{ at, who, value, unit int }
	var edges []edge
	paired = make([][]float64, len(u.By))
	for who, list := range u.By {
		paired[who] = make([]float64, len(list))
		for g, x := range list {
			edges = append(edges, edge{x.Start, who, index[x.Label], g}, edge{x.End, who, 0, -1})
		}
	}
	// At one place an end comes before the start of the next unit.
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(min(a.unit, 0), min(b.unit, 0)))
	})
	now, unit := make([]int, len(u.By)), make([]int, len(u.By))
	count := make([]float64, len(observed))
	count[0] = float64(len(u.By))
	at := u.Begin
	section := func(end int) {
		l := float64(end-at) / float64(len(u.By)-1)
		if l == 0 {
			return
		}
		for c, n := range count {
			if n == 0 {
				continue
			}
			for k, m := range count {
				if c == k {
					m--
				}
				observed[c][k] += n * m * l
			}
		}
		if marked := float64(len(u.By)) - count[0]; marked > 1 {
			for who, v := range now {
				if v > 0 {
					paired[who][unit[who]] += float64(end - at)
				}
			}
		}
	}
	for _, e := range edges {
		section(e.at)
		at = e.at
		count[now[e.who]]--
		count[e.value]++
		now[e.who], unit[e.who] = e.value, e.unit
	}
	section(u.Begin + u.Length)
	return observed, paired
}

// own sums, for each value, what a segment would coincide with itself: its
// squared length, and the plain length of gaps, which have no inner
// connection. With paired, only the length that others marked counts.
func (u *Units) own(index map[string]int, paired [][]float64) []float64 {
	sum := make([]float64, len(index)+1)
	for who, list := range u.By {
		gap := float64(u.Length)
		for g, x := range list {
			l := float64(x.Len())
			gap -= l
			if paired != nil {
				l = paired[who][g]
			}
			sum[index[x.Label]] += l * l
		}
		sum[0] += gap
	}
	return sum
}

// expectation is the matrix of coincidences by chance: every segment with all
// others but itself: Krippendorff (2019), eq. 33.
func expectation(observed Table, own []float64) Table {
	rows, columns, _, all := observed.margins()
	e := newTable(len(observed))
	if all == 0 {
		return e
	}
	self := 0.0
	for _, s := range own {
		self += s
	}
	for c := range e {
		for k := range e {
			e[c][k] = rows[c] * columns[k]
			if c == k {
				e[c][k] -= own[c]
			}
			if all*all == self {
				e[c][k] = 0
				continue
			}
			e[c][k] /= all - self/all
		}
	}
	return e
}

// off is what lies off the diagonal, gap what lies between the gap and labels,
// inner the matrix without the gap.
func off(t Table) (sum float64) {
	for i, row := range t {
		for j, n := range row {
			if i != j {
				sum += n
			}
		}
	}
	return sum
}

func gap(t Table) (sum float64) {
	for i := 1; i < len(t); i++ {
		sum += t[0][i] + t[i][0]
	}
	return sum
}

func inner(t Table) Table {
	in := newTable(len(t) - 1)
	for i := range in {
		copy(in[i], t[i+1][1:])
	}
	return in
}
