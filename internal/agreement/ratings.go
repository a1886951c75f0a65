package agreement

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// A Value is what a rater said of an item: a word, a number, or nothing. The
// zero Value is a missing one.
type Value struct {
	kind   kind
	word   string
	number float64
}

type kind uint8

const (
	missing kind = iota
	word
	number
)

// Word is a value without a number. The empty word is a value too.
func Word(s string) Value { return Value{kind: word, word: s} }

// Number is a numeric value. 1 and 1.0 are the same.
func Number(f float64) Value {
	if f == 0 {
		f = 0 // −0 is 0
	}
	return Value{kind: number, number: f}
}

// Missing reports whether the rater said nothing.
func (v Value) Missing() bool { return v.kind == missing }

// String is the word, or the number in its shortest form.
func (v Value) String() string {
	if v.kind == number {
		return strconv.FormatFloat(v.number, 'g', -1, 64)
	}
	return v.word
}

// Ratings are items as several raters coded them.
type Ratings struct {
	// Categories are the values that occur or were declared. Numbers stand in
	// their order.
	Categories []Value
	// Numeric tells that the categories are numbers, Ordered that they stand
	// in an order that means something.
	Numeric, Ordered bool
	// Raters counts those who rated something.
	Raters int
	// rows holds an index in Categories for each item and rater, −1 if missing.
	rows [][]int
}

// NewRatings makes ratings of rows, one an item with one value for each rater.
// order declares the categories in their order, those that nobody used
// included; it may be empty: then numbers have their own order, and words
// none. If words and numbers are mixed, all are taken as words. A rater who
// rated nothing is left out. The error says which row is wrong.
func NewRatings(rows [][]Value, order ...Value) (*Ratings, error) {
	r := &Ratings{Numeric: true, Ordered: true}
	used := []bool{}
	for i, row := range rows {
		if i == 0 {
			used = make([]bool, len(row))
		}
		if len(row) != len(used) {
			return nil, fmt.Errorf("item %d has %d ratings and the first has %d: give null for a missing one", i+1, len(row), len(used))
		}
		for j, v := range row {
			used[j] = used[j] || !v.Missing()
			r.Numeric = r.Numeric && v.kind != word
		}
	}
	for _, v := range order {
		if v.Missing() {
			return nil, errors.New("a category is null")
		}
		r.Numeric = r.Numeric && v.kind != word
	}
	index := map[Value]int{}
	add := func(v Value) int {
		if v.kind == number && !r.Numeric {
			v = Word(v.String())
		}
		k, known := index[v]
		if !known {
			k = len(r.Categories)
			index[v] = k
			r.Categories = append(r.Categories, v)
		}
		return k
	}
	for _, v := range order {
		add(v)
	}
	if declared := len(r.Categories); declared < len(order) {
		return nil, errors.New("a category is declared twice")
	}
	for _, row := range rows {
		codes := make([]int, 0, len(row))
		for j, v := range row {
			switch {
			case !used[j]:
			case v.Missing():
				codes = append(codes, -1)
			default:
				codes = append(codes, add(v))
			}
		}
		r.rows = append(r.rows, codes)
	}
	for _, u := range used {
		if u {
			r.Raters++
		}
	}
	if len(order) > 0 && len(r.Categories) > len(order) {
		return nil, fmt.Errorf("the category %q is not declared", r.Categories[len(order)].String())
	}
	if r.Numeric && len(order) == 0 {
		r.sortNumbers()
	}
	r.Ordered = r.Numeric || len(order) > 0
	return r, nil
}

func (r *Ratings) sortNumbers() {
	by := make([]int, len(r.Categories))
	for i := range by {
		by[i] = i
	}
	slices.SortFunc(by, func(a, b int) int { return cmp.Compare(r.Categories[a].number, r.Categories[b].number) })
	sorted, place := make([]Value, len(by)), make([]int, len(by))
	for i, from := range by {
		sorted[i], place[from] = r.Categories[from], i
	}
	r.Categories = sorted
	for _, row := range r.rows {
		for j, k := range row {
			if k >= 0 {
				row[j] = place[k]
			}
		}
	}
}

// pairable calls f for each item that two or more raters coded, with the
// number of times that each category was given (in touched, ascending as they
// occur) and the number of ratings. f must not keep its arguments.
func (r *Ratings) pairable(f func(count []float64, touched []int, ratings float64)) {
	count := make([]float64, len(r.Categories))
	var touched []int
	for _, row := range r.rows {
		touched = touched[:0]
		n := 0.0
		for _, k := range row {
			if k < 0 {
				continue
			}
			if count[k] == 0 {
				touched = append(touched, k)
			}
			count[k]++
			n++
		}
		if n > 1 {
			f(count, touched, n)
		}
		for _, k := range touched {
			count[k] = 0
		}
	}
}

// Percent is the observed agreement: the share of equal pairs among the pairs
// of ratings of the same item. An item with m ratings has m(m−1) ordered pairs
// with the weight 1/(m−1) each, so that every rating counts once: the diagonal
// of the coincidence matrix over its total, 1 − Do of Krippendorff (2011), part
// C. With the same number of ratings for each item it is the mean of the items'
// agreement, P̄ of Fleiss (1971) and Ao of Artstein & Poesio (2008).
func (r *Ratings) Percent() float64 {
	var equal, all float64
	r.pairable(func(count []float64, touched []int, n float64) {
		all += n
		for _, k := range touched {
			equal += count[k] * (count[k] - 1) / (n - 1)
		}
	})
	return ratio(equal, all)
}
