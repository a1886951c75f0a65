package w3c

import (
	"fmt"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/selector"
	"quoth/internal/text"
)

// mostSpans is more than any broken quotation has.
const mostSpans = 100

// target finds the passages that an annotation is about, in text order.
func (in Place) target(n node) (t annotation.Target, err error) {
	var parts []node
	for _, target := range n.nodes("target") {
		if target.is("oa:Composite") || target.is("Composite") || target.is("List") {
			parts = append(parts, target.nodes("items")...)
			continue
		}
		parts = append(parts, target)
	}
	if len(parts) == 0 || len(parts) > mostSpans {
		return nil, fmt.Errorf("it has %d targets: give from 1 to %d passages: %w", len(parts), mostSpans, annotation.ErrInvalid)
	}
	for _, part := range parts {
		b, err := in.passage(part)
		if err != nil {
			return nil, err
		}
		t = append(t, b)
	}
	slices.SortFunc(t, func(a, b text.Bytes) int { return int(a.Start - b.Start) })
	return t, t.Check(in.Article)
}

// passage finds one span by its selectors. Those of other kinds beside a quote
// or a position describe the same, and are passed over.
func (in Place) passage(n node) (text.Bytes, error) {
	source := n.node("source").text("id")
	selectors := n.nodes("selector")
	if source == "" && len(selectors) == 0 {
		source = n.text("id")
	}
	if !slices.Contains(in.Sources, source) {
		return text.Bytes{}, fmt.Errorf("it is about %.200q, and this layer is about %s: name that as the source: %w", source, strings.Join(in.Sources, " or "), annotation.ErrInvalid)
	}
	var quote node
	var position *text.Span[text.CodePoint]
	for _, s := range selectors {
		var start, end int
		switch {
		case s.is("TextQuoteSelector"):
			quote = s
		case s.is("TextPositionSelector"):
			var known, known2 bool
			start, known = s.int("start")
			end, known2 = s.int("end")
			if !known || !known2 {
				return text.Bytes{}, fmt.Errorf("its TextPositionSelector has no whole numbers as start and end: %w", annotation.ErrInvalid)
			}
			position = &text.Span[text.CodePoint]{Start: text.CodePoint(start), End: text.CodePoint(end)}
		case s.is("FragmentSelector") && position == nil: // RFC 5147
			if _, err := fmt.Sscanf(s.text("value"), "char=%d,%d", &start, &end); err == nil {
				position = &text.Span[text.CodePoint]{Start: text.CodePoint(start), End: text.CodePoint(end)}
			}
		default:
			continue
		}
		if s["refinedBy"] != nil {
			return text.Bytes{}, fmt.Errorf("a selector is refined by another: describe the passage itself: %w", annotation.ErrInvalid)
		}
	}
	return in.anchor(quote, position)
}

// anchor finds words or a position in the article. Where both are given and
// differ, the words decide, since programs count in different units.
func (in Place) anchor(quote node, position *text.Span[text.CodePoint]) (text.Bytes, error) {
	words, s := quote.text("exact"), in.Article.Text
	if strings.TrimSpace(words) == "" && position == nil {
		return text.Bytes{}, fmt.Errorf("it points at no words: describe the passage by a TextQuoteSelector or a TextPositionSelector: %w", annotation.ErrInvalid)
	}
	if position != nil {
		b, err := text.From(s, *position)
		if err == nil && (words == "" || alike(s[b.Start:b.End], words)) {
			if b = text.Trim(s, b); b.Len() > 0 {
				return b, nil
			}
		}
		if words == "" {
			return text.Bytes{}, fmt.Errorf("there are no words at %d to %d, counted in code points, of a text of %d: %w", position.Start, position.End, len([]rune(s)), annotation.ErrInvalid)
		}
	}
	if strings.Count(s, words) == 1 && strings.TrimSpace(words) == words {
		at := text.Byte(strings.Index(s, words))
		return text.Bytes{Start: at, End: at + text.Byte(len(words))}, nil
	}
	found := selector.NewIndex(s).Find(selector.Selector{Exact: words, Prefix: quote.text("prefix"), Suffix: quote.text("suffix")})
	switch {
	case found.State == selector.Ambiguous:
		return text.Bytes{}, fmt.Errorf("the words %.60q may be in %d places of the article: give more of what stands before and after, or the position in code points: %w", words, max(2, len(found.Candidates)), annotation.ErrInvalid)
	case !found.State.Placed() || found.State == selector.Changed && found.Score < selector.Sure:
		return text.Bytes{}, fmt.Errorf("the words %.60q are not in the article: %w", words, annotation.ErrInvalid)
	}
	return found.Span, nil
}

// alike reports whether two passages are the same words: programs differ in
// white space and in the normal form of letters.
func alike(is, given string) bool {
	normal, err := text.Normalize(given)
	return err == nil && strings.Join(strings.Fields(is), " ") == strings.Join(strings.Fields(normal), " ")
}
