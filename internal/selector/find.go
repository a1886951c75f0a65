package selector

import "quoth/internal/text"

// A candidate is a place where a quotation may be.
type candidate struct {
	start, end point
	quote      float64 // likeness of the words, 0 to 1
	kept       float64 // share of the quotation in runs that are unchanged
	context    float64 // likeness of the words around
	keptAround float64 // share of the context in runs that are unchanged
}

// A pattern is a quotation with its context, folded.
type pattern struct {
	*folded
	start, end point // of the quotation
}

func newPattern(s Selector) pattern {
	f := fold(s.Prefix + s.Exact + s.Suffix)
	p := pattern{folded: f}
	p.start, p.end = f.trim(f.point(text.Byte(len(s.Prefix))), f.point(text.Byte(len(s.Prefix)+len(s.Exact))))
	return p
}

// around is how many symbols of context there are.
func (p pattern) around() int { return int(p.start) + int(p.len()-p.end) }

func (p pattern) quote() []rune { return p.symbols[p.start:p.end] }

// A finder looks for one quotation after another in one revision.
type finder struct {
	*Index
	aligner aligner
}

// candidates are the places where a quotation may be.
func (f *finder) candidates(p pattern, near point) (list []candidate) {
	if p.start >= p.end || int(p.len()) > longest {
		return nil
	}
	for _, at := range f.occurrences(p.symbols, near) {
		list = append(list, candidate{at + p.start, at + p.end, 1, 1, 1, 1})
	}
	if len(list) > 0 {
		return list
	}
	f.aligner.prepare(p.symbols)
	for _, at := range f.occurrences(p.quote(), near) {
		c := f.place(p, at-p.start, at-p.start)
		c.start, c.end, c.quote, c.kept = at, at+p.end-p.start, 1, 1
		list = append(list, c)
	}
	for _, r := range f.gather(p.symbols) {
		if c := f.place(p, r.low, r.high); c.start < c.end {
			list = append(list, c)
		}
	}
	return list
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
