package suggest

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
	"quoth/internal/wire"
)

// Question is what the engines read of an article, as bytes: its text, its
// blocks and its language.
func Question(a *article.Article) []byte {
	w := wire.Bytes(make([]byte, 0, len(a.Text)+12*len(a.Blocks)+64))
	w.Text(a.Text)
	w.Text(a.Meta.Language)
	w.Int(len(a.Blocks))
	for _, b := range a.Blocks {
		w.Int(slices.Index(article.Kinds, b.Kind) + 1)
		put(&w, b.Span)
	}
	return w
}

// ReadQuestion reads what Question wrote. The error wraps article.ErrInvalid.
func ReadQuestion(data []byte) (*article.Article, error) {
	w := wire.Bytes(data)
	a := &article.Article{Text: w.Cut(), Meta: article.Meta{Language: w.Cut()}}
	end := text.Byte(0)
	for range w.Count() {
		kind, span := w.Number(), place(&w)
		if kind == 0 || kind > len(article.Kinds) || span.Start < end || span.Len() <= 0 || span.End > text.Byte(len(a.Text)) {
			return nil, fmt.Errorf("block %d does not lie in the text behind the one before: %w", len(a.Blocks), article.ErrInvalid)
		}
		end = span.End
		a.Blocks = append(a.Blocks, article.Block{Kind: article.Kinds[kind-1], Span: span})
	}
	return a, w.Finish()
}

// Encode is the proposals as bytes.
func (all Attributions) Encode() []byte {
	var w wire.Bytes
	w.Text(all.Engine)
	w.Text(all.Version)
	w.Int(len(all.All))
	for _, p := range all.All {
		putAll(&w, p.Source)
		put(&w, p.Cue)
		putAll(&w, p.Content)
		for _, s := range []string{string(p.Form), string(p.Act), p.Speaker, string(p.Kind)} {
			w.Text(s)
		}
		negated := 0
		if p.Negated {
			negated = 1
		}
		w.Int(negated)
		w.Float(p.Score)
	}
	return w
}

// DecodeAttributions reads what Encode wrote. The error wraps
// article.ErrInvalid.
func DecodeAttributions(data []byte) (all Attributions, err error) {
	w := wire.Bytes(data)
	all.Engine, all.Version = w.Cut(), w.Cut()
	n, known := w.Count(), map[string]string{}
	all.All = slices.Grow(all.All, n)
	for range n {
		p := Attribution{Source: placeAll(&w), Cue: place(&w), Content: placeAll(&w)}
		p.Form, p.Act, p.Speaker, p.Kind = annotation.Form(w.Known(known)), annotation.Act(w.Known(known)), w.Known(known), annotation.SpeakerKind(w.Known(known))
		p.Negated = w.Number() == 1
		p.Score = w.Share()
		all.All = append(all.All, p)
	}
	return all, w.Finish()
}

// Encode is the proposals as bytes.
func (all Claims) Encode() []byte {
	var w wire.Bytes
	w.Text(all.Engine)
	w.Text(all.Version)
	w.Int(len(all.All))
	for _, c := range all.All {
		putAll(&w, c.Target)
		for _, s := range []string{string(c.Kind), c.CheckWorthy, c.Reason} {
			w.Text(s)
		}
		w.Float(c.Score)
	}
	return w
}

// DecodeClaims reads what Encode wrote. The error wraps article.ErrInvalid.
func DecodeClaims(data []byte) (all Claims, err error) {
	w := wire.Bytes(data)
	all.Engine, all.Version = w.Cut(), w.Cut()
	n, known := w.Count(), map[string]string{}
	all.All = slices.Grow(all.All, n)
	for range n {
		all.All = append(all.All, Claim{Target: placeAll(&w), Kind: annotation.ClaimKind(w.Known(known)), CheckWorthy: w.Known(known), Reason: w.Known(known), Score: w.Share()})
	}
	return all, w.Finish()
}

func put(w *wire.Bytes, b text.Bytes) { w.Int(int(b.Start)); w.Int(int(b.Len())) }

func place(w *wire.Bytes) text.Bytes {
	start := text.Byte(w.Number())
	return text.Bytes{Start: start, End: start + text.Byte(w.Number())}
}

func putAll(w *wire.Bytes, spans []text.Bytes) {
	w.Int(len(spans))
	for _, b := range spans {
		put(w, b)
	}
}

func placeAll(w *wire.Bytes) (spans []text.Bytes) {
	n := w.Count()
	if n == 0 {
		return nil
	}
	spans = make([]text.Bytes, 0, n)
	for range n {
		spans = append(spans, place(w))
	}
	return spans
}
