package selector

import (
	"strings"
	"unicode"

	"quoth/internal/text"
)

// A candidate is a place where a quotation may be.
type candidate struct {
	start, end point
	quote      float64 // likeness of the words, 0 to 1
	kept       float64 // share of the quotation in runs that are unchanged
	context    float64 // likeness of the words around
	keptAround float64 // share of the context in runs that are unchanged
	torn       bool    // an end of it is gone with the context there
	verdict    verdict // of its neighbours
	// Where the words hold, some way in from each end.
	first, last hold
}

// A hold is a place within a quotation, at most inside symbols from an end,
// where the alignment is certain, and whether it is in doubt from there to the
// end. The zero hold is none.
type hold struct {
	symbol   point // of the pattern
	at       point // of the text
	doubtful bool
}

// found reports whether there is such a place.
func (h hold) found() bool { return h.symbol > 0 }

// A pattern is a quotation with its context, folded.
type pattern struct {
	*folded
	start, end point // of the quotation
	// Whether the quotation began, or ended, in white space.
	loose struct{ start, end bool }
}

// farthest is how many symbols of context are looked at on each side.
const farthest = 256

func newPattern(s Selector) pattern {
	f := fold(s.Prefix + s.Exact + s.Suffix)
	p := pattern{folded: f}
	p.start, p.end = f.trim(f.point(text.Byte(len(s.Prefix))), f.point(text.Byte(len(s.Prefix)+len(s.Exact))))
	p.loose.start = strings.TrimLeftFunc(s.Exact, unicode.IsSpace) != s.Exact
	p.loose.end = strings.TrimRightFunc(s.Exact, unicode.IsSpace) != s.Exact
	low, high := max(0, p.start-farthest), min(p.len(), p.end+farthest)
	p.folded = &folded{source: p.source, symbols: p.symbols[low:high], starts: p.starts[low:high]}
	p.start, p.end = p.start-low, p.end-low
	return p
}

// around is how many symbols of context there are.
func (p pattern) around() int { return int(p.start) + int(p.len()-p.end) }

func (p pattern) quote() []rune { return p.symbols[p.start:p.end] }

// A finder looks for one quotation after another in one revision.
type finder struct {
	*Index
	aligner aligner
	hits    []uint64
	regions []region
}

// candidates are the places where a quotation may be.
func (f *finder) candidates(p pattern, near point) (list []candidate) {
	if p.start >= p.end {
		return nil
	}
	for _, at := range f.occurrences(p.symbols, near) {
		list = append(list, whole(at, p))
	}
	if len(list) > 0 {
		return list
	}
	if int(p.len()) > longest {
		return f.long(p, near)
	}
	f.aligner.prepare(p.symbols)
	for _, at := range f.occurrences(p.quote(), near) {
		c := f.place(p, at-p.start, at-p.start)
		c.start, c.end, c.quote, c.kept = at, at+p.end-p.start, 1, 1
		c.first.doubtful = c.first.doubtful && p.loose.start
		c.last.doubtful = c.last.doubtful && p.loose.end
		list = append(list, c)
	}
	for _, r := range f.gather(p.symbols) {
		if c := f.place(p, r.low, r.high); c.start < c.end {
			list = append(list, c)
		}
	}
	return list
}

// whole is a candidate that has every symbol of the pattern, at a symbol.
func whole(at point, p pattern) candidate {
	return candidate{start: at + p.start, end: at + p.end, quote: 1, kept: 1, context: 1, keptAround: 1}
}

// place aligns a pattern to the text along a diagonal.
func (f *finder) place(p pattern, low, high point) candidate {
	slack := drift(int(p.len()))
	from := max(0, low-slack)
	until := min(f.len(), high+p.len()+slack)
	if from >= until {
		return candidate{}
	}
	to, fates := f.aligner.align(f.symbols[from:until])
	q := measure(to, fates, p.start, p.end)
	before := measure(to, fates, 0, p.start)
	after := measure(to, fates, p.end, p.len())
	c := candidate{start: from + q.start, end: from + q.end, quote: q.likeness(), kept: q.share()}
	if n := p.around(); n > 0 {
		c.context = 1 - float64(before.errors+after.errors)/float64(n)
		c.keptAround = float64(before.kept+after.kept) / float64(n)
	}
	first, last := tornEnds(p, to, fates)
	c.first, c.last = holds(p, to, fates)
	c.first.at += from
	c.last.at += from
	if (first || last) && c.likely() {
		c.torn = first && (!c.first.found() || !mends(f.before(p, c), p.part())) ||
			last && (!c.last.found() || !mends(f.behind(p, c), p.part()))
	}
	return c
}

// A part is what became of a stretch of a pattern.
type part struct {
	symbols    int
	start, end point // of what stands for it, empty if nothing does
	errors     int   // symbols dropped, replaced, put in
	kept       int   // symbols in runs that are unchanged
}

func (p part) likeness() float64 { return max(0, 1-float64(p.errors)/float64(max(1, p.symbols))) }
func (p part) share() float64    { return float64(p.kept) / float64(max(1, p.symbols)) }

// enough is how long a run must be to be kept, not chance, in bytes: those of
// a script with many letters say more.
const enough = 4

func measure(to []point, fates []fate, low, high point) part {
	p := part{symbols: int(high - low)}
	run, placed := 0, 0
	for i := low; i < high; i++ {
		if fates[i] == dropped {
			p.errors++
			continue
		}
		if placed++; placed == 1 {
			p.start = to[i]
		}
		if fates[i] == replaced {
			p.errors++
		}
		p.end = to[i] + 1
	}
	p.errors += int(p.end-p.start) - placed
	for i := low; i < high; i++ {
		if fates[i] == same && (run == 0 || to[i] == to[i-1]+1) {
			run++
			if run == enough {
				p.kept += enough
			} else if run > enough {
				p.kept++
			}
			continue
		}
		run = 0
		if fates[i] == same {
			run = 1
		}
	}
	return p
}

// holds finds the runs nearest to both ends of the quotation, each some way
// inside, and whether the runs reach over the ends.
func holds(p pattern, to []point, fates []fate) (first, last hold) {
	run := func(low, high point) bool { // all the same, in one piece
		if low < 0 || high > p.len() {
			return false
		}
		for i := low; i < high; i++ {
			if fates[i] != same || i > low && to[i] != to[i-1]+1 {
				return false
			}
		}
		return true
	}
	const half = enough / 2
	middle := (p.start + p.end) / 2
	for i := min(p.start+inside/2, middle); i < min(p.start+inside, p.end); i++ {
		if run(i-half, i+half) {
			first = hold{i, to[i], !run(max(0, p.start-enough), min(p.start+enough, p.len()))}
			break
		}
	}
	for i := max(p.end-inside/2, middle); i > max(p.end-inside, p.start); i-- {
		if run(i-half, i+half) {
			last = hold{i, to[i], !run(max(0, p.end-enough), min(p.end+enough, p.len()))}
			break
		}
	}
	return first, last
}

// tornEnds reports of each end of the quotation whether little of a large part
// of it is there, and little of the context behind it: the other part may be
// from a look-alike, or a sentence that is told twice.
func tornEnds(p pattern, to []point, fates []fate) (first, last bool) {
	gone := func(low, high point) bool {
		return measure(to, fates, low, high).share() < contextIsHere
	}
	n := p.part()
	return gone(0, p.start) && gone(p.start, p.start+n), gone(p.end, p.len()) && gone(p.end-n, p.end)
}

// part is how many symbols at an end are a large part of a quotation.
func (p pattern) part() point { return min(max(telling, (p.end-p.start)/3), p.end-p.start) }
