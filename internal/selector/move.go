package selector

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// AskMove is the name under which the browser's worker answers a Move, with
// what EncodeAnchors writes.
const AskMove = "move"

// A Move asks what became of the passages of one text in another: of targets,
// given the text to which they belong, or of words alone.
type Move struct {
	From, To string
	Targets  []annotation.Target
	Passages [][]annotation.Passage // if there are no targets
}

// Anchors is the answer, in the order of the question. For progress and ctx
// see FindAll.
func (m Move) Anchors(ctx context.Context, progress func(done, total int)) ([][]Anchor, error) {
	to := NewIndex(m.To)
	if m.Targets == nil {
		list := make([][]Anchor, len(m.Passages))
		for i, passages := range m.Passages {
			spans := make([]Selector, len(passages))
			for k, p := range passages {
				spans[k] = Selector{Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix}
			}
			list[i] = to.FindTarget(spans)
		}
		return list, ctx.Err()
	}
	from := &article.Article{Text: m.From}
	targets := make([][]Selector, len(m.Targets))
	for i, t := range m.Targets {
		for _, b := range t {
			if _, err := text.Slice(m.From, b); err != nil {
				return nil, fmt.Errorf("target %d: %v: %w", i+1, err, annotation.ErrInvalid)
			}
		}
		targets[i] = Describe(from, t)
	}
	return to.FindAll(ctx, NewIndex(m.From), targets, progress)
}

// Question and answer cross to the worker as bytes, because JSON of a thousand
// annotations would hold up the screen's thread: variable-length integers, and
// strings as length and bytes.

// Encode is the question as bytes.
func (m Move) Encode() []byte {
	w := wire(make([]byte, 0, len(m.From)+len(m.To)+8*len(m.Targets)+64))
	w.text(m.From)
	w.text(m.To)
	w.int(len(m.Targets))
	for _, t := range m.Targets {
		w.int(len(t))
		for _, b := range t {
			w.span(b)
		}
	}
	w.int(len(m.Passages))
	for _, passages := range m.Passages {
		w.int(len(passages))
		for _, p := range passages {
			w.text(p.Exact)
			w.text(p.Prefix)
			w.text(p.Suffix)
		}
	}
	return w
}

// DecodeMove reads what Encode wrote. The error wraps annotation.ErrInvalid.
func DecodeMove(data []byte) (m Move, err error) {
	w := wire(data)
	m.From, m.To = w.cut(), w.cut()
	if n := w.count(); n > 0 {
		m.Targets = make([]annotation.Target, n)
	}
	for i := range m.Targets {
		for range w.count() {
			m.Targets[i] = append(m.Targets[i], w.place())
		}
	}
	for range w.count() {
		var passages []annotation.Passage
		for range w.count() {
			passages = append(passages, annotation.Passage{Exact: w.cut(), Prefix: w.cut(), Suffix: w.cut()})
		}
		m.Passages = append(m.Passages, passages)
	}
	return m, w.finish()
}

// states are the numbers of the states on the wire.
var states = []State{Exact, Moved, Changed, Ambiguous, Lost}

// EncodeAnchors is the answer to a Move as bytes.
func EncodeAnchors(list [][]Anchor) []byte {
	var w wire
	w.int(len(list))
	for _, spans := range list {
		w.int(len(spans))
		for _, a := range spans {
			for i, s := range states {
				if s == a.State {
					w.int(i)
				}
			}
			w.span(a.Span)
			w.score(a.Score)
			w.int(len(a.Candidates))
			for _, c := range a.Candidates {
				w.span(c.Span)
				w.score(c.Score)
			}
		}
	}
	return w
}

// DecodeAnchors reads what EncodeAnchors wrote.
func DecodeAnchors(data []byte) ([][]Anchor, error) {
	w := wire(data)
	list := make([][]Anchor, w.count())
	for i := range list {
		list[i] = make([]Anchor, w.count())
		for k := range list[i] {
			a := &list[i][k]
			if n := w.number(); n < len(states) {
				a.State = states[n]
			}
			a.Span, a.Score = w.place(), w.share()
			for range w.count() {
				a.Candidates = append(a.Candidates, Candidate{w.place(), w.share()})
			}
		}
	}
	return list, w.finish()
}

// wire is bytes under way; reading takes them from the front, and once
// something is wrong, the rest reads as nothing.
type wire []byte

func (w *wire) int(n int)         { *w = binary.AppendUvarint(*w, uint64(n)) }
func (w *wire) text(s string)     { w.int(len(s)); *w = append(*w, s...) }
func (w *wire) span(b text.Bytes) { w.int(int(b.Start)); w.int(int(b.Len())) }
func (w *wire) score(v float64)   { *w = binary.LittleEndian.AppendUint64(*w, math.Float64bits(v)) }

// broken marks what was found wrong; nothing can be read from it.
var broken = wire{0x80}

func (w *wire) number() int {
	n, size := binary.Uvarint(*w)
	if size <= 0 || n > math.MaxInt32 {
		*w = broken
		return 0
	}
	*w = (*w)[size:]
	return int(n)
}

// count is a number of things that follow, of which each takes a byte at least.
func (w *wire) count() int {
	n := w.number()
	if n > len(*w) {
		*w = broken
		return 0
	}
	return n
}

func (w *wire) cut() string {
	n := w.count()
	s := string((*w)[:n])
	*w = (*w)[n:]
	return s
}

func (w *wire) place() text.Bytes {
	start := text.Byte(w.number())
	return text.Bytes{Start: start, End: start + text.Byte(w.number())}
}

func (w *wire) share() float64 {
	if len(*w) < 8 {
		*w = broken
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(*w))
	*w = (*w)[8:]
	return v
}

func (w *wire) finish() error {
	if len(*w) > 0 {
		return fmt.Errorf("it did not arrive whole: %w", annotation.ErrInvalid)
	}
	return nil
}
