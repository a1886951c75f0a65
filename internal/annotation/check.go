package annotation

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// Start is where the first span begins.
func (t Target) Start() text.Byte { return t[0].Start }

// End is where the last span ends.
func (t Target) End() text.Byte { return t[len(t)-1].End }

// Words is what the target covers; " … " stands for what lies between spans.
func (t Target) Words(a *article.Article) string {
	parts := make([]string, len(t))
	for i, b := range t {
		parts[i] = a.Text[b.Start:b.End]
	}
	return strings.Join(parts, " … ")
}

// Check reports whether the target points at words of the article. The error
// wraps ErrInvalid and names the span.
func (t Target) Check(a *article.Article) error {
	if len(t) == 0 {
		return fmt.Errorf("it points at nothing: %w", ErrInvalid)
	}
	for i, b := range t {
		words, err := text.Slice(a.Text, b)
		switch {
		case err != nil:
			return fmt.Errorf("span %d: %v: %w", i+1, err, ErrInvalid)
		case text.Trim(a.Text, b) != b || words == "":
			return fmt.Errorf("span %d (bytes %d to %d) is empty or begins or ends with a space: %w", i+1, b.Start, b.End, ErrInvalid)
		case i > 0 && b.Start <= t[i-1].End:
			return fmt.Errorf("span %d overlaps or touches the one before, or stands before it: %w", i+1, ErrInvalid)
		}
	}
	return nil
}

// Check reports whether the annotation fits the article and the scheme. The
// error wraps ErrInvalid and says what is wrong.
func (a *Annotation) Check(on *article.Article, s *scheme.Scheme) error {
	if err := a.checkAbout(s); err != nil {
		return err
	}
	if err := a.Target.Check(on); err != nil {
		return fmt.Errorf("annotation %s: %w", a.ID, err)
	}
	return nil
}

// checkAbout is Check without the place.
func (a *Annotation) checkAbout(s *scheme.Scheme) error {
	if err := checkID(string(a.ID), "an annotation"); err != nil {
		return err
	}
	l := s.Label(a.Label)
	switch {
	case l == nil:
		return fmt.Errorf("annotation %s: label %q is not in the scheme %q: %w", a.ID, a.Label, s.ID, ErrInvalid)
	case a.Created.IsZero() || a.Modified.IsZero():
		return fmt.Errorf("annotation %s has no time: %w", a.ID, ErrInvalid)
	case a.Claim != nil && a.Claim.Kind != "" && !slices.Contains(ClaimKinds, a.Claim.Kind):
		return fmt.Errorf("annotation %s: the kind of claim %q is unknown: %w", a.ID, a.Claim.Kind, ErrInvalid)
	}
	for id, value := range a.Fields {
		i := slices.IndexFunc(l.Fields, func(f scheme.Field) bool { return f.ID == id })
		if i < 0 {
			return fmt.Errorf("annotation %s: label %q has no field %q: %w", a.ID, a.Label, id, ErrInvalid)
		}
		f := l.Fields[i]
		if f.Type == scheme.Choice && !slices.ContainsFunc(f.Options, func(o scheme.Option) bool { return o.ID == value }) {
			return fmt.Errorf("annotation %s: field %q cannot be %q: %w", a.ID, id, value, ErrInvalid)
		}
	}
	for i, e := range a.Evidence {
		if e.Stance != "" && e.Stance != Supports && e.Stance != Refutes && e.Stance != Unclear {
			return fmt.Errorf("annotation %s: evidence %d: the stance %q is unknown: %w", a.ID, i+1, e.Stance, ErrInvalid)
		}
	}
	return nil
}

// Holder is what an attribution refers to: a layer, or the state of an editor.
type Holder interface {
	Annotation(ID) *Annotation              // nil if there is none
	Attribution(AttributionID) *Attribution // nil if there is none
	Speaker(SpeakerID) *Speaker             // nil if there is none
	Scheme() *scheme.Scheme
}

// Check reports whether the attribution's parts are there, are marked as what
// they are, and nest without a circle. The error wraps ErrInvalid.
func (at *Attribution) Check(in Holder) error {
	if err := checkID(string(at.ID), "an attribution"); err != nil {
		return err
	}
	if len(at.Content) == 0 {
		return fmt.Errorf("attribution %s has no content: %w", at.ID, ErrInvalid)
	}
	part := func(id ID, role scheme.Role) error {
		a := in.Annotation(id)
		if a == nil {
			return fmt.Errorf("attribution %s: its %s %q is not an annotation of the layer: %w", at.ID, role, id, ErrInvalid)
		}
		if l := in.Scheme().Label(a.Label); l == nil || l.Role != role {
			return fmt.Errorf("attribution %s: annotation %s, labelled %q, cannot be its %s: %w", at.ID, id, a.Label, role, ErrInvalid)
		}
		return nil
	}
	for _, id := range at.Content {
		if err := part(id, scheme.Content); err != nil {
			return err
		}
	}
	for _, id := range at.Source {
		if err := part(id, scheme.Source); err != nil {
			return err
		}
	}
	if at.Cue != "" {
		if err := part(at.Cue, scheme.Cue); err != nil {
			return err
		}
	}
	for _, id := range []SpeakerID{at.Speaker, at.Addressee} {
		if id != "" && in.Speaker(id) == nil {
			return fmt.Errorf("attribution %s: speaker %q is not in the layer: %w", at.ID, id, ErrInvalid)
		}
	}
	switch {
	case at.Form != "" && at.Form != Direct && at.Form != Indirect && at.Form != Mixed:
		return fmt.Errorf("attribution %s: the form %q is unknown: %w", at.ID, at.Form, ErrInvalid)
	case at.Act != "" && !slices.Contains(Acts, at.Act):
		return fmt.Errorf("attribution %s: the act %q is unknown: %w", at.ID, at.Act, ErrInvalid)
	}
	outer, steps := at.Within, 0
	for ; outer != ""; steps++ {
		next := in.Attribution(outer)
		if next == nil {
			return fmt.Errorf("attribution %s lies within %q, which is not in the layer: %w", at.ID, outer, ErrInvalid)
		}
		if outer == at.ID || steps > 100 {
			return fmt.Errorf("attribution %s lies within itself: %w", at.ID, ErrInvalid)
		}
		outer = next.Within
	}
	return nil
}

// Check reports whether the speaker has a name and a known kind.
func (p *Speaker) Check() error {
	if err := checkID(string(p.ID), "a speaker"); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(p.Name) == "":
		return fmt.Errorf("speaker %s has no name: %w", p.ID, ErrInvalid)
	case !slices.Contains(SpeakerKinds, p.Kind):
		return fmt.Errorf("speaker %s is of the unknown kind %q: %w", p.ID, p.Kind, ErrInvalid)
	}
	return nil
}

func checkID(id, of string) error {
	if id == "" || strings.ContainsFunc(id, unicode.IsSpace) || len(id) > 200 {
		return fmt.Errorf("the id %q of %s is empty, too long or has a space in it: %w", id, of, ErrInvalid)
	}
	return nil
}

// Quote is a span of the article with up to context characters, as a reader
// sees them, before and after it: a W3C TextQuoteSelector.
// https://www.w3.org/TR/annotation-model/#text-quote-selector
func Quote(a *article.Article, b text.Bytes, context int) (prefix, exact, suffix string) {
	start, end := b.Start, b.End
	for range context {
		start = text.PreviousCharacter(a.Text, start)
		end = text.NextCharacter(a.Text, end)
	}
	return a.Text[start:b.Start], a.Text[b.Start:b.End], a.Text[b.End:end]
}

// NewLayer is an empty layer of an article under a scheme.
func NewLayer(id LayerID, a article.ID, s *scheme.Scheme, creator string, now time.Time) *Layer {
	return &Layer{ID: id, Article: a, Scheme: s, Creator: creator, Created: now, Modified: now}
}
