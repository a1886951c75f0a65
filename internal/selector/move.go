package selector

import (
	"context"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
	"quoth/internal/wire"
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

// Encode is the question as bytes.
func (m Move) Encode() []byte {
	w := wire.Bytes(make([]byte, 0, len(m.From)+len(m.To)+8*len(m.Targets)+64))
	w.Text(m.From)
	w.Text(m.To)
	w.Int(len(m.Targets))
	for _, t := range m.Targets {
		w.Int(len(t))
		for _, b := range t {
			put(&w, b)
		}
	}
	w.Int(len(m.Passages))
	for _, passages := range m.Passages {
		w.Int(len(passages))
		for _, p := range passages {
			w.Text(p.Exact)
			w.Text(p.Prefix)
			w.Text(p.Suffix)
		}
	}
	return w
}

// DecodeMove reads what Encode wrote. The error wraps annotation.ErrInvalid.
func DecodeMove(data []byte) (m Move, err error) {
	w := wire.Bytes(data)
	m.From, m.To = w.Cut(), w.Cut()
	if n := w.Count(); n > 0 {
		m.Targets = make([]annotation.Target, n)
	}
	for i := range m.Targets {
		for range w.Count() {
			m.Targets[i] = append(m.Targets[i], place(&w))
		}
	}
	for range w.Count() {
		var passages []annotation.Passage
		for range w.Count() {
			passages = append(passages, annotation.Passage{Exact: w.Cut(), Prefix: w.Cut(), Suffix: w.Cut()})
		}
		m.Passages = append(m.Passages, passages)
	}
	return m, w.Finish()
}

// states are the numbers of the states on the wire.
var states = []State{Exact, Moved, Changed, Ambiguous, Lost}

// EncodeAnchors is the answer to a Move as bytes.
func EncodeAnchors(list [][]Anchor) []byte {
	var w wire.Bytes
	w.Int(len(list))
	for _, spans := range list {
		w.Int(len(spans))
		for _, a := range spans {
			for i, s := range states {
				if s == a.State {
					w.Int(i)
				}
			}
			put(&w, a.Span)
			w.Float(a.Score)
			w.Int(len(a.Candidates))
			for _, c := range a.Candidates {
				put(&w, c.Span)
				w.Float(c.Score)
			}
		}
	}
	return w
}

// DecodeAnchors reads what EncodeAnchors wrote.
func DecodeAnchors(data []byte) ([][]Anchor, error) {
	w := wire.Bytes(data)
	list := make([][]Anchor, w.Count())
	for i := range list {
		list[i] = make([]Anchor, w.Count())
		for k := range list[i] {
			a := &list[i][k]
			if n := w.Number(); n < len(states) {
				a.State = states[n]
			}
			a.Span, a.Score = place(&w), w.Share()
			for range w.Count() {
				a.Candidates = append(a.Candidates, Candidate{place(&w), w.Share()})
			}
		}
	}
	return list, w.Finish()
}

func put(w *wire.Bytes, b text.Bytes) { w.Int(int(b.Start)); w.Int(int(b.Len())) }

func place(w *wire.Bytes) text.Bytes {
	start := text.Byte(w.Number())
	return text.Bytes{Start: start, End: start + text.Byte(w.Number())}
}
