package project

import (
	"cmp"
	"slices"

	"quoth/internal/agreement"
	"quoth/internal/article"
)

// An Agreement is how far the readers of an article agree. Values that the
// marks do not define are agreement.Undefined.
type Agreement struct {
	Readers int
	// Alpha is Krippendorff's nominal alpha over characters, the set of labels
	// that a reader gave being the value: Krippendorff (2011), part C.
	Alpha  float64
	Labels []LabelAgreement
	Each   []ReaderAgreement // in the order of the readers
}

// A LabelAgreement is alpha of one label: whether it was given.
type LabelAgreement struct {
	Label   string
	Alpha   float64
	Readers int // who gave it anywhere
}

// A ReaderAgreement compares one reader, character by character and label by
// label: the harmonic mean of precision and recall.
type ReaderAgreement struct {
	Name   string
	Marks  int
	Class  float64 // with what at least half of the other readers marked
	Key    float64 // with the key; Undefined if there is none
	Result float64 // with the class result; likewise
}

// NewAgreement compares the readers of one article with each other, with the
// teacher's key and with the class result, which may be nil. What it takes grows with the number of
// marks and not with its square, so that it can follow a class of hundreds.
func NewAgreement(a *article.Article, readers []Reader, key, result *Reader) Agreement {
	all := slices.Clone(readers)
	place := func(r *Reader) int {
		if r == nil {
			return -1
		}
		all = append(all, *r)
		return len(all) - 1
	}
	atKey, atResult := place(key), place(result)
	s := newSweep(a, all)
	lengths := s.lengths()
	n := len(readers)
	found := Agreement{Readers: n, Each: make([]ReaderAgreement, n)}
	for i, r := range readers {
		found.Each[i] = ReaderAgreement{Name: r.Name, Marks: len(r.Layer.Annotations), Key: agreement.Undefined, Result: agreement.Undefined}
	}
	overall := tally{}
	for piece, here := range s.by {
		overall.add(float64(lengths[piece]), groups(here, n))
	}
	found.Alpha = overall.alpha(n)
	for l, label := range s.labels {
		var t tally
		gave := make(set, (len(all)+63)/64)
		for piece, here := range s.by {
			by := count(here[l], n)
			t.add(float64(lengths[piece]), map[string]int{"": n - by, "x": by})
			for w := range gave {
				gave[w] |= here[l][w]
			}
		}
		found.Labels = append(found.Labels, LabelAgreement{label, t.alpha(n), count(gave, n)})
	}
	class, withKey, withResult := make([]overlap, n), make([]overlap, n), make([]overlap, n)
	for piece, here := range s.by {
		length := float64(lengths[piece])
		for _, by := range here {
			total := count(by, n)
			for i := range n {
				mine := by.has(i)
				others := total
				if mine {
					others--
				}
				class[i].add(length, mine, n > 1 && others > 0 && 2*others >= n-1)
				if key != nil {
					withKey[i].add(length, mine, by.has(atKey))
				}
				if result != nil {
					withResult[i].add(length, mine, by.has(atResult))
				}
			}
		}
	}
	for i := range n {
		found.Each[i].Class = class[i].f1()
		if key != nil {
			found.Each[i].Key = withKey[i].f1()
		}
		if result != nil {
			found.Each[i].Result = withResult[i].f1()
		}
	}
	return found
}

// count is how many of the first n readers are in a set.
func count(s set, n int) (c int) {
	c = s.len()
	for i := n; i < len(s)*64; i++ {
		if s.has(i) {
			c--
		}
	}
	return c
}

// groups counts the first n readers by the set of labels that each gave.
func groups(here []set, n int) map[string]int {
	counts := map[string]int{}
	marked := 0
	value := make([]byte, (len(here)+7)/8)
	for i := range n {
		clear(value)
		some := false
		for l, by := range here {
			if by.has(i) {
				value[l/8] |= 1 << (l % 8)
				some = true
			}
		}
		if some {
			counts[string(value)]++
			marked++
		}
	}
	counts[""] = n - marked
	return counts
}

// A tally is the coincidences of values over characters, each rated by all.
type tally struct {
	length   float64
	disagree float64 // Σ over characters of the ordered pairs of different values
	values   map[string]float64
}

func (t *tally) add(length float64, counts map[string]int) {
	if t.values == nil {
		t.values = map[string]float64{}
	}
	n, same := 0, 0
	for v, c := range counts {
		n += c
		same += c * (c - 1)
		t.values[v] += length * float64(c)
	}
	t.length += length
	t.disagree += length * float64(n*(n-1)-same)
}

// alpha is 1 − Do/De of n raters of every character.
func (t *tally) alpha(n int) float64 {
	total := t.length * float64(n)
	var expected float64
	for _, c := range t.values {
		expected += c * (total - c)
	}
	if n < 2 || expected == 0 {
		return agreement.Undefined
	}
	observed := t.disagree / float64(n-1) / total
	return 1 - observed*total*(total-1)/expected
}

// An overlap is the characters of two sides.
type overlap struct{ one, other, both float64 }

func (o *overlap) add(length float64, one, other bool) {
	if one {
		o.one += length
	}
	if other {
		o.other += length
	}
	if one && other {
		o.both += length
	}
}

func (o *overlap) f1() float64 {
	m := agreement.Match{One: o.one, Other: o.other, OfOne: o.both, OfOther: o.both}
	return m.F1()
}

// LeastAgreed orders readers by how little they agree with the class, those of
// whom nothing can be said last.
func (a Agreement) LeastAgreed() []ReaderAgreement {
	value := func(r ReaderAgreement) float64 {
		if !agreement.Defined(r.Class) {
			return 2
		}
		return r.Class
	}
	return slices.SortedStableFunc(slices.Values(a.Each), func(x, y ReaderAgreement) int { return cmp.Compare(value(x), value(y)) })
}
