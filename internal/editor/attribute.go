package editor

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A Saying is what the user tells about who says something: the words of
// source and cue, and the speaker, who may be new. Nothing of it is required.
type Saying struct {
	Source    []text.Bytes
	Cue       text.Bytes // empty for none
	Speaker   annotation.SpeakerID
	New       *annotation.Speaker // made if Speaker is empty; its ID is set
	Form      annotation.Form
	Act       annotation.Act
	Negated   bool
	Addressee annotation.SpeakerID
	Within    annotation.AttributionID
	Origin    annotation.Origin
}

// Say marks a target with a label that has the role of content and says at
// once who says it.
func (e *Editor) Say(t annotation.Target, label string, w Saying) (*annotation.Annotation, []Change, error) {
	a, marked := e.Mark(t, label)
	said, err := e.attribute(a, w)
	return a, append(marked, said...), err
}

// Attribute says who says the content, which is an annotation under a label
// with the role of content. Spans that are marked already with the right
// label are used as they are. If the content is attributed, that attribution
// is replaced.
func (e *Editor) Attribute(content annotation.ID, w Saying) ([]Change, error) {
	s := e.State()
	c := s.Annotation(content)
	if c == nil {
		return nil, fmt.Errorf("annotation %s: %w", content, annotation.ErrNotFound)
	}
	return e.attribute(c, w)
}

// attribute is Attribute for a content that need not be in the state yet.
func (e *Editor) attribute(c *annotation.Annotation, w Saying) ([]Change, error) {
	s, content := e.State(), c.ID
	if l := s.Scheme().Label(c.Label); l == nil || l.Role != scheme.Content {
		return nil, fmt.Errorf("only what is said can be given a source: mark it as such first: %w", annotation.ErrInvalid)
	}
	now := e.Now()
	at := &annotation.Attribution{
		ID: annotation.AttributionID(e.newID()), Content: []annotation.ID{content},
		Speaker: w.Speaker, Form: w.Form, Act: w.Act, Negated: w.Negated,
		Addressee: w.Addressee, Within: w.Within, Created: now, Modified: now, Origin: w.Origin,
	}
	var before *annotation.Attribution
	for _, old := range s.AttributionsOf(content) {
		if slices.Contains(old.Content, content) {
			before = old
			at.ID, at.Content, at.Created = old.ID, old.Content, old.Created
			break
		}
	}
	var changes []Change
	if at.Speaker == "" && w.New != nil {
		p := *w.New
		p.ID = annotation.SpeakerID(e.newID())
		at.Speaker = p.ID
		changes = append(changes, Change{Speaker: &Edit[annotation.Speaker]{After: &p}})
	}
	part := func(span text.Bytes, role scheme.Role) (annotation.ID, error) {
		label := s.Scheme().WithRole(role)
		if label == nil {
			return "", fmt.Errorf("the scheme %q has no label for a %s: %w", s.Scheme().Name, role, annotation.ErrInvalid)
		}
		t := s.Tidy(span, false)
		if t == nil {
			return "", fmt.Errorf("the %s has no words: %w", role, annotation.ErrInvalid)
		}
		for _, here := range s.At(t[0].Start) {
			if here.Label == label.ID && slices.Equal(here.Target, t) {
				return here.ID, nil
			}
		}
		a, add := e.Mark(t, label.ID)
		a.Origin = w.Origin
		changes = append(changes, add...)
		return a.ID, nil
	}
	for _, span := range w.Source {
		id, err := part(span, scheme.Source)
		if err != nil {
			return nil, err
		}
		at.Source = append(at.Source, id)
	}
	if w.Cue.Len() > 0 {
		id, err := part(w.Cue, scheme.Cue)
		if err != nil {
			return nil, err
		}
		at.Cue = id
	}
	changes = append(changes, Change{Attribution: &Edit[annotation.Attribution]{Before: before, After: at}})
	if before != nil {
		changes = append(changes, s.remove(s.unshared(before, at, nil))...)
	}
	return changes, nil
}

// AddPart makes words that the user selected the source or the cue of a
// content: of its attribution, or of a new one. A source is added to those
// that are there; a cue takes the place of the one before.
func (e *Editor) AddPart(content annotation.ID, span text.Bytes, role scheme.Role) ([]Change, error) {
	s, w := e.State(), Saying{}
	for _, at := range s.AttributionsOf(content) {
		if !slices.Contains(at.Content, content) {
			continue
		}
		w = Saying{Speaker: at.Speaker, Form: at.Form, Act: at.Act, Negated: at.Negated, Addressee: at.Addressee, Within: at.Within, Origin: at.Origin}
		for _, id := range at.Source {
			w.Source = append(w.Source, s.Annotation(id).Target...)
		}
		if at.Cue != "" {
			w.Cue = s.Annotation(at.Cue).Target[0]
		}
		break
	}
	if role == scheme.Cue {
		w.Cue = span
	} else {
		w.Source = Join(w.Source, span)
	}
	return e.Attribute(content, w)
}

// ReviseAttribution changes one attribution: edit is given a copy.
func (e *Editor) ReviseAttribution(id annotation.AttributionID, edit func(*annotation.Attribution)) ([]Change, error) {
	before := e.State().Attribution(id)
	if before == nil {
		return nil, fmt.Errorf("attribution %s: %w", id, annotation.ErrNotFound)
	}
	after := *before
	after.Source, after.Content = slices.Clone(before.Source), slices.Clone(before.Content)
	edit(&after)
	if same(before, &after) {
		return nil, nil
	}
	after.Modified = e.Now()
	return []Change{{Attribution: &Edit[annotation.Attribution]{Before: before, After: &after}}}, nil
}

// Unattribute removes an attribution with its source and cue; what was said
// stays marked.
func (e *Editor) Unattribute(id annotation.AttributionID) ([]Change, error) {
	at := e.State().Attribution(id)
	if at == nil {
		return nil, fmt.Errorf("attribution %s: %w", id, annotation.ErrNotFound)
	}
	changes := e.settle(nil, []*annotation.Attribution{at})
	return append(changes, e.State().remove(e.State().unshared(at, nil, nil))...), nil
}

func (s *State) remove(ids []annotation.ID) (changes []Change) {
	for _, id := range ids {
		changes = append(changes, Change{Annotation: &Edit[annotation.Annotation]{Before: s.Annotation(id)}})
	}
	return changes
}
