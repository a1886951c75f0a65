package article

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"quoth/internal/text"
)

// Check reports whether the article keeps the rules of its types. The error
// wraps ErrInvalid and names the block or mark that breaks one.
func (a *Article) Check() error {
	if a.Text == "" || len(a.Blocks) == 0 {
		return fmt.Errorf("the article has no words: %w", ErrInvalid)
	}
	if !text.IsNormal(a.Text) {
		return fmt.Errorf("the text is not UTF-8 in normalisation form C without control characters: %w", ErrInvalid)
	}
	if a.ID != IDOf(a.Text) {
		return fmt.Errorf("the article's id %q is not that of its text, %q: %w", a.ID, IDOf(a.Text), ErrInvalid)
	}
	var at text.Byte
	for i, b := range a.Blocks {
		if i > 0 {
			if !strings.HasPrefix(a.Text[at:], Separator) {
				return fmt.Errorf("block %d does not follow the one before after an empty line: %w", i, ErrInvalid)
			}
			at += text.Byte(len(Separator))
		}
		words, err := text.Slice(a.Text, b.Span)
		switch {
		case err != nil:
			return fmt.Errorf("block %d: %v: %w", i, err, ErrInvalid)
		case b.Span.Start != at:
			return fmt.Errorf("block %d starts at byte %d instead of %d: %w", i, b.Span.Start, at, ErrInvalid)
		case strings.TrimSpace(words) == "":
			return fmt.Errorf("block %d has no words: %w", i, ErrInvalid)
		case strings.Contains(words, Separator):
			return fmt.Errorf("block %d holds an empty line: %w", i, ErrInvalid)
		case !slices.Contains(Kinds, b.Kind):
			return fmt.Errorf("block %d is of the unknown kind %q: %w", i, b.Kind, ErrInvalid)
		case b.Kind == Heading && (b.Level < 2 || b.Level > 6), b.Kind == Item && (b.Level < 1 || b.Level > 9):
			return fmt.Errorf("block %d is a %s of level %d: %w", i, b.Kind, b.Level, ErrInvalid)
		case b.Kind != Heading && b.Kind != Item && b.Level != 0:
			return fmt.Errorf("block %d is a %s and has a level: %w", i, b.Kind, ErrInvalid)
		}
		at = b.Span.End
	}
	if int(at) != len(a.Text) {
		return fmt.Errorf("the blocks end at byte %d, the text at %d: %w", at, len(a.Text), ErrInvalid)
	}
	if err := a.checkMarks(); err != nil {
		return err
	}
	for i, s := range a.Asides {
		if s.Before < 0 || s.Before > len(a.Blocks) || strings.TrimSpace(s.Text) == "" || !slices.Contains(Kinds, s.Kind) {
			return fmt.Errorf("what was set aside as number %d has no words, no known kind or no place: %w", i, ErrInvalid)
		}
	}
	for i, m := range a.Images {
		if m.Before < 0 || m.Before > len(a.Blocks) || i > 0 && m.Before < a.Images[i-1].Before {
			return fmt.Errorf("image %d stands before block %d, out of order or outside the article: %w", i, m.Before, ErrInvalid)
		}
		if !IsLink(m.URL) || strings.HasPrefix(strings.ToLower(m.URL), "mailto:") {
			return fmt.Errorf("image %d has the address %q, which is neither http nor https: %w", i, m.URL, ErrInvalid)
		}
	}
	return nil
}

func (a *Article) checkMarks() error {
	var open []text.Bytes
	for i, m := range a.Marks {
		if _, err := text.Slice(a.Text, m.Span); err != nil || m.Span.Len() == 0 {
			return fmt.Errorf("inline mark %d (%s) lies outside the text: %w", i, m.Kind, ErrInvalid)
		}
		if !a.Blocks[a.BlockAt(m.Span.Start)].Span.Covers(m.Span) {
			return fmt.Errorf("inline mark %d (%s) leaves its block: %w", i, m.Kind, ErrInvalid)
		}
		for len(open) > 0 && open[len(open)-1].End <= m.Span.Start {
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 && !open[n-1].Covers(m.Span) || i > 0 && m.Span.Start < a.Marks[i-1].Span.Start {
			return fmt.Errorf("inline mark %d (%s) is out of order or crosses another: %w", i, m.Kind, ErrInvalid)
		}
		open = append(open, m.Span)
		switch m.Kind {
		case Emphasis, Strong, Code:
		case Link:
			if !IsLink(m.URL) {
				return fmt.Errorf("inline mark %d links to %q, which is neither http, https nor mailto: %w", i, m.URL, ErrInvalid)
			}
		default:
			return fmt.Errorf("inline mark %d is of the unknown kind %q: %w", i, m.Kind, ErrInvalid)
		}
	}
	return nil
}

// IsLink reports whether an address is one that a link may have.
func IsLink(url string) bool {
	scheme, _, found := strings.Cut(url, ":")
	scheme = strings.ToLower(scheme)
	return found && (scheme == "http" || scheme == "https" || scheme == "mailto")
}

// BlockAt is the index of the block over an offset. An offset between two
// blocks belongs to the one before, one behind the end to the last.
func (a *Article) BlockAt(at text.Byte) int {
	return max(sort.Search(len(a.Blocks), func(i int) bool { return a.Blocks[i].Span.Start > at })-1, 0)
}

// Words counts the words of the text; in scripts without spaces between them,
// the characters.
func (a *Article) Words() int { return text.CountWords(a.Text) }
