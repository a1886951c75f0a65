package agreement

import "math"

// Weight is how far two ordered categories of weighted kappa are apart, by
// their places among the categories.
type Weight func(i, j int) float64

// The weights of Cohen (1968): of disagreement, 0 on the diagonal. Dividing
// by the largest would change nothing.
var (
	Plain     Weight = func(i, j int) float64 { return min(1, math.Abs(float64(i-j))) }
	Linear    Weight = func(i, j int) float64 { return math.Abs(float64(i - j)) }
	Quadratic Weight = func(i, j int) float64 { return float64((i - j) * (i - j)) }
)

// A Table counts how often one rater said the row's category and the other
// the column's. It is square.
type Table [][]float64

// Table counts the items that both raters coded.
func (r *Ratings) Table(one, other int) Table {
	t := newTable(len(r.Categories))
	for _, row := range r.rows {
		if row[one] >= 0 && row[other] >= 0 {
			t[row[one]][row[other]]++
		}
	}
	return t
}

func newTable(n int) Table {
	t, cells := make(Table, n), make([]float64, n*n)
	for i := range t {
		t[i] = cells[i*n : (i+1)*n]
	}
	return t
}

// margins are the sums of rows and of columns, of the diagonal, and of all.
func (t Table) margins() (rows, columns []float64, diagonal, all float64) {
	rows, columns = make([]float64, len(t)), make([]float64, len(t))
	for i, row := range t {
		for j, n := range row {
			rows[i] += n
			columns[j] += n
			all += n
		}
		diagonal += row[i]
	}
	return rows, columns, diagonal, all
}

// CohenKappa is (po − pe)/(1 − pe), with the chance of each rater's own
// margins: Cohen (1960), eq. 1. It is undefined if both always said the same.
func (t Table) CohenKappa() float64 {
	rows, columns, diagonal, n := t.margins()
	chance := 0.0
	for i := range rows {
		chance += rows[i] * columns[i]
	}
	// Times n², so that whole numbers stay whole and nothing is lost.
	return ratio(n*diagonal-chance, n*n-chance)
}

// WeightedKappa is 1 − Σ v·po / Σ v·pe: κw of Cohen (1968). The categories
// must stand in their order.
func (t Table) WeightedKappa(v Weight) float64 {
	rows, columns, _, n := t.margins()
	var observed, expected float64
	for i, row := range t {
		for j, o := range row {
			observed += v(i, j) * o * n
			expected += v(i, j) * rows[i] * columns[j]
		}
	}
	return corrected(observed, expected)
}

// ScottPi is (po − pe)/(1 − pe), with the chance of the margins of both
// raters together: Scott (1955).
func (t Table) ScottPi() float64 {
	rows, columns, diagonal, n := t.margins()
	chance := 0.0
	for i := range rows {
		both := rows[i] + columns[i]
		chance += both * both
	}
	return ratio(4*n*diagonal-chance, 4*n*n-chance)
}

// BennettS is (k·po − 1)/(k − 1), with every one of k categories as likely:
// Bennett, Alpert & Goldstein (1954). Categories that nobody used
// count if they were declared; with one category it is undefined.
func (t Table) BennettS() float64 {
	_, _, diagonal, n := t.margins()
	k := float64(len(t))
	if n == 0 {
		return Undefined
	}
	return ratio(k*diagonal/n-1, k-1)
}

// CohenKappa is Cohen's kappa of two raters, over the items that both coded.
// For any other number of raters it is undefined, see [Ratings.LightKappa].
func (r *Ratings) CohenKappa() float64 {
	if r.Raters != 2 {
		return Undefined
	}
	return r.Table(0, 1).CohenKappa()
}

// WeightedKappa is weighted kappa of two raters. It is undefined if the
// categories have no order; of two categories the order does not matter.
func (r *Ratings) WeightedKappa(v Weight) float64 {
	if r.Raters != 2 || !r.Ordered && len(r.Categories) > 2 {
		return Undefined
	}
	return r.Table(0, 1).WeightedKappa(v)
}

// LightKappa is the mean of Cohen's kappa of all pairs of raters: Light
// (1971). It is undefined if the kappa of any pair is.
func (r *Ratings) LightKappa() float64 {
	sum, pairs := 0.0, 0.0
	for i := range r.Raters {
		for j := range i {
			sum += r.Table(j, i).CohenKappa()
			pairs++
		}
	}
	return ratio(sum, pairs)
}

// ScottPi is Scott's pi of two raters, over the items that both coded. For
// more raters [Ratings.FleissKappa] generalises it.
func (r *Ratings) ScottPi() float64 {
	if r.Raters != 2 {
		return Undefined
	}
	return r.Table(0, 1).ScottPi()
}

// BennettS is S of two raters. For more raters [Ratings.RandolphKappa]
// generalises it.
func (r *Ratings) BennettS() float64 {
	if r.Raters != 2 {
		return Undefined
	}
	return r.Table(0, 1).BennettS()
}

// RandolphKappa is S for any number of raters: Randolph (2005), free-marginal
// multirater kappa.
func (r *Ratings) RandolphKappa() float64 {
	k := float64(len(r.Categories))
	return ratio(k*r.Percent()-1, k-1)
}

// FleissKappa is κ = (P̄ − P̄e)/(1 − P̄e) of Fleiss (1971). The raters of an item need not be those of the next,
// but each item must have the same number of ratings; it is undefined if not.
// Items with fewer than two ratings tell nothing and are left out.
func (r *Ratings) FleissKappa() float64 {
	total, equal, n, ok := r.assignments()
	if !ok {
		return Undefined
	}
	var all, chance float64
	for _, a := range total {
		all += a
		chance += a * a
	}
	// po = equal / (all (n−1)) and pe = chance / all², times all² (n−1).
	return ratio(equal*all-chance*(n-1), (all*all-chance)*(n-1))
}

// FleissCategory is the agreement beyond chance on one category, by its index
// in Categories: κj of Fleiss (1971), eq. 20 and 21.
func (r *Ratings) FleissCategory(k int) float64 {
	total, _, n, ok := r.assignments()
	if !ok {
		return Undefined
	}
	split, all := 0.0, 0.0
	r.pairable(func(count []float64, _ []int, n float64) { split += count[k] * (n - count[k]) })
	for _, a := range total {
		all += a
	}
	p := ratio(total[k], all)
	return corrected(split, all*(n-1)*p*(1-p))
}

// assignments counts the ratings of each category and the equal ordered
// pairs; ok is false if items differ in the number of their ratings.
func (r *Ratings) assignments() (total []float64, equal, ratings float64, ok bool) {
	total = make([]float64, len(r.Categories))
	ok = true
	r.pairable(func(count []float64, touched []int, n float64) {
		ok = ok && (ratings == 0 || ratings == n)
		ratings = n
		for _, k := range touched {
			total[k] += count[k]
			equal += count[k] * (count[k] - 1)
		}
	})
	return total, equal, ratings, ok && ratings > 0
}
