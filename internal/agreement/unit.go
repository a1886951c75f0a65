package agreement

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Unit is a passage that an annotator marked: half-open [Start, End), in
// whatever the continuum counts, code points for text.
type Unit struct {
	Start, End int
	Label      string
}

// Len is the length of the unit.
func (u Unit) Len() int { return u.End - u.Start }

// Units are one continuum as several annotators unitised it: from Begin on,
// Length long, and for each annotator the units in the order of their starts.
// An annotator without units marked nothing, which tells as much as a mark.
type Units struct {
	Begin, Length int
	By            [][]Unit
}

// Check sorts the units. It returns an error if one is empty or lies outside
// the continuum.
func (u *Units) Check() error {
	for who, list := range u.By {
		for _, unit := range list {
			if unit.Start < u.Begin || unit.End > u.Begin+u.Length || unit.Len() <= 0 {
				return fmt.Errorf("annotator %d has the unit %d to %d (%q), the continuum is %d to %d", who+1, unit.Start, unit.End, unit.Label, u.Begin, u.Begin+u.Length)
			}
		}
		slices.SortFunc(list, compare)
	}
	return nil
}

func compare(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Label, b.Label))
}

// Labels are the labels that occur, sorted.
func (u *Units) Labels() []string {
	seen := map[string]bool{}
	var labels []string
	for _, list := range u.By {
		for _, unit := range list {
			if !seen[unit.Label] {
				seen[unit.Label] = true
				labels = append(labels, unit.Label)
			}
		}
	}
	slices.Sort(labels)
	return labels
}

// Of are the units of one label for each annotator. The method wants the
// units of a category not to overlap, so those of one annotator that do are
// taken as one; units that only touch stay apart.
func (u *Units) Of(label string) [][]Unit {
	by := make([][]Unit, len(u.By))
	for who, list := range u.By {
		for _, unit := range list {
			if unit.Label != label {
				continue
			}
			if n := len(by[who]); n > 0 && unit.Start < by[who][n-1].End {
				by[who][n-1].End = max(by[who][n-1].End, unit.End)
				continue
			}
			by[who] = append(by[who], unit)
		}
	}
	return by
}

// A Disagreement is an observed and an expected one. The two are in the same
// unit, so that those of several labels or continua may be added.
type Disagreement struct{ Observed, Expected float64 }

// Alpha is 1 − observed / expected, or Undefined.
func (d Disagreement) Alpha() float64 { return corrected(d.Observed, d.Expected) }

// AlphaU is the unitised alpha of all labels, 1 − Σ Do / Σ De over the
// labels: αU of Krippendorff (1995) and of Krippendorff (2004), p. 251–256. It is
// undefined with fewer than two annotators or without units.
func (u *Units) AlphaU() float64 {
	var sum Disagreement
	for _, label := range u.Labels() {
		d := u.Unitising(label)
		sum.Observed += d.Observed
		sum.Expected += d.Expected
	}
	return sum.Alpha()
}

// AlphaULabel is the unitised alpha of one label, 1 − Do_c / De_c.
func (u *Units) AlphaULabel(label string) float64 { return u.Unitising(label).Alpha() }

// Unitising is the observed and expected disagreement Do_c and De_c on the
// units of one label: Krippendorff (1995), with the expectation as Krippendorff
// (2004), p. 254, corrects it (l − l' + 1 where 1995 has another sign).
func (u *Units) Unitising(label string) Disagreement {
	by := u.Of(label)
	m, l := float64(len(by)), float64(u.Length)
	if m < 2 || l == 0 {
		return Disagreement{Undefined, Undefined}
	}
	observed, silent := 0.0, 0.0
	var some [][]Unit
	parts := make([]parting, len(by))
	for i, list := range by {
		parts[i] = newParting(list, u.Begin, u.Begin+u.Length)
		if len(list) == 0 {
			silent++
		} else {
			some = append(some, list)
		}
	}
	for i := range some {
		// Those who marked nothing differ from all others alike.
		observed += silent * apart(some[i], nil)
		for j := range i {
			observed += apart(some[i], some[j])
		}
	}
	all := together(parts)
	return Disagreement{
		Observed: 2 * observed / (m * (m - 1) * l * l),
		Expected: all.expected(u.Length),
	}
}

// apart sums δ² over the sections of two annotators, units and the gaps
// between them, that have something in common: the squared differences of
// both ends for two units, and the squared length of a unit that lies wholly
// in a gap: δ² of Krippendorff (1995), the same as of 2004.
func apart(a, b []Unit) float64 {
	sum := 0.0
	first := 0
	for _, u := range a {
		for first < len(b) && b[first].End <= u.Start {
			first++
		}
		alone := true
		for _, v := range b[first:] {
			if v.Start >= u.End {
				break
			}
			alone = false
			ds, de := float64(u.Start-v.Start), float64(u.End-v.End)
			sum += ds*ds + de*de
		}
		if alone {
			sum += float64(u.Len()) * float64(u.Len())
		}
	}
	first = 0
	for _, v := range b {
		for first < len(a) && a[first].End <= v.Start {
			first++
		}
		if first == len(a) || a[first].Start >= v.End {
			sum += float64(v.Len()) * float64(v.Len())
		}
	}
	return sum
}

// A parting is how annotators part a continuum with one label: how long the
// units and the gaps between them are, ascending.
type parting struct {
	annotators    int
	lengths, gaps []int
	cubes         float64 // Σ 2l³ − 3l² + l over the units
	squares       float64 // Σ l (l − 1)
	own           float64 // its units against its gaps, see [fits]
}

func newParting(list []Unit, begin, end int) parting {
	p := parting{annotators: 1}
	at := begin
	for _, unit := range list {
		if unit.Start > at {
			p.gaps = append(p.gaps, unit.Start-at)
		}
		p.lengths = append(p.lengths, unit.Len())
		at = unit.End
	}
	if end > at {
		p.gaps = append(p.gaps, end-at)
	}
	return p.sum()
}

// together are the partings of several annotators.
func together(list []parting) (all parting) {
	for _, p := range list {
		all.annotators += p.annotators
		all.lengths = append(all.lengths, p.lengths...)
		all.gaps = append(all.gaps, p.gaps...)
	}
	return all.sum()
}

func (p parting) sum() parting {
	slices.Sort(p.lengths)
	slices.Sort(p.gaps)
	for _, n := range p.lengths {
		l := float64(n)
		p.cubes += 2*l*l*l - 3*l*l + l
		p.squares += l * (l - 1)
	}
	p.own = fits(p.lengths, p.gaps)
	return p
}

// fits sums, over the units, the squared length times the places in the gaps
// where a unit of that length fits.
func fits(lengths, gaps []int) float64 {
	sum, total := 0.0, 0 // of the gaps that the present unit fits into
	j := len(gaps)
	for i := len(lengths) - 1; i >= 0; i-- {
		for j > 0 && gaps[j-1] >= lengths[i] {
			j--
			total += gaps[j]
		}
		l := lengths[i]
		sum += float64(l) * float64(l) * float64(total-(len(gaps)-j)*(l-1))
	}
	return sum
}

// expected is De_c: every unit against every other unit and against every gap
// that it fits into, in all positions.
func (p *parting) expected(length int) float64 {
	return expected(float64(p.annotators), float64(len(p.lengths)), p.cubes, p.squares, p.own, length)
}

// expectedWith is De_c of two annotators.
func (p *parting) expectedWith(o *parting, length int) float64 {
	return expected(2, float64(len(p.lengths)+len(o.lengths)), p.cubes+o.cubes, p.squares+o.squares,
		p.own+o.own+fits(p.lengths, o.gaps)+fits(o.lengths, p.gaps), length)
}

func expected(annotators, units, cubes, squares, fits float64, length int) float64 {
	all := annotators * float64(length)
	e := 2 / float64(length) * ((units-1)/3*cubes + fits) / (all*(all-1) - squares)
	if math.IsInf(e, 0) {
		return Undefined
	}
	return e
}
