package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"quoth/internal/text"
)

// A Draft is a block that has no place in a text yet. The spans of its marks
// count bytes of its own text.
type Draft struct {
	Kind    Kind
	Level   int
	Ordered bool
	Text    string
	Marks   []Mark
}

// New lays the drafts out as an article. It returns ErrInvalid if a draft is
// empty, is not valid UTF-8 in NFC, contains Separator or a control character
// other than "\n" and "\t", or has a mark outside its text.
func New(drafts []Draft, meta Meta, asides []Aside) (*Article, error) {
	a := &Article{Meta: meta, Asides: asides}
	var b strings.Builder
	for i, d := range drafts {
		if b.Len() > 0 {
			b.WriteString(Separator)
		}
		start := text.Byte(b.Len())
		b.WriteString(d.Text)
		a.Blocks = append(a.Blocks, Block{Kind: d.Kind, Level: d.Level, Ordered: d.Ordered, Span: text.Bytes{Start: start, End: text.Byte(b.Len())}})
		for _, m := range d.Marks {
			if m.Span.Start < 0 || m.Span.Len() <= 0 || int(m.Span.End) > len(d.Text) {
				return nil, fmt.Errorf("block %d: %s %v lies outside its %d bytes: %w", i, m.Kind, m.Span, len(d.Text), ErrInvalid)
			}
			m.Span.Start += start
			m.Span.End += start
			a.Marks = append(a.Marks, m)
		}
	}
	a.Text = b.String()
	a.ID = IDOf(a.Text)
	return a, a.Check()
}

// IDOf is the ID of every article with this text.
func IDOf(s string) ID {
	sum := sha256.Sum256([]byte(s))
	return ID(hex.EncodeToString(sum[:16]))
}
