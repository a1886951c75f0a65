package selector

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// AskMove is the name under which the browser's worker answers a Move with the
// anchors as JSON.
const AskMove = "move"

// A Move asks what became of the passages of one text in another: of targets,
// given the text to which they belong, or of words alone.
type Move struct {
	From, To string
	Targets  []annotation.Target
	Passages [][]annotation.Passage // if there are no targets
}

// A moveHead stands in a line in front of the two texts, which are long and
// need no escaping that way.
type moveHead struct {
	From     int                    `json:"from"` // bytes of the earlier text
	Targets  []annotation.Target    `json:"targets,omitempty"`
	Passages [][]annotation.Passage `json:"passages,omitempty"`
}

// Encode is the question as bytes.
func (m Move) Encode() ([]byte, error) {
	head, err := json.Marshal(moveHead{len(m.From), m.Targets, m.Passages})
	if err != nil {
		return nil, err
	}
	data := make([]byte, 0, len(head)+1+len(m.From)+len(m.To))
	data = append(append(data, head...), '\n')
	return append(append(data, m.From...), m.To...), nil
}

// DecodeMove reads what Encode wrote. The error wraps annotation.ErrInvalid.
func DecodeMove(data []byte) (m Move, err error) {
	head, texts, _ := bytes.Cut(data, []byte{'\n'})
	var h moveHead
	if err := json.Unmarshal(head, &h); err != nil {
		return m, fmt.Errorf("the question did not arrive whole: %v: %w", err, annotation.ErrInvalid)
	}
	if h.From < 0 || h.From > len(texts) {
		return m, fmt.Errorf("the question did not arrive whole: %w", annotation.ErrInvalid)
	}
	return Move{string(texts[:h.From]), string(texts[h.From:]), h.Targets, h.Passages}, nil
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
		targets[i] = Describe(from, t)
	}
	return to.FindAll(ctx, NewIndex(m.From), targets, progress)
}
