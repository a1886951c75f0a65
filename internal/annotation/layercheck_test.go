package annotation

import (
	"errors"
	"quoth/internal/scheme"
	"testing"
)

func TestAnEmptyEntryIsRefused(t *testing.T) {
	for name, wreck := range map[string]func(*Layer){
		"annotation":  func(l *Layer) { l.Annotations[0] = nil },
		"attribution": func(l *Layer) { l.Attributions[0] = nil },
		"speaker":     func(l *Layer) { l.Speakers[0] = nil },
		"reading":     func(l *Layer) { l.Coverage[0] = nil },
	} {
		a, l := layer(t)
		wreck(l)
		if err := l.Check(a); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: error = %v, want ErrInvalid", name, err)
		}
	}
}

func TestAnIDHasNoSpaceOfAnyKind(t *testing.T) {
	for _, id := range []ID{"", "a b", "a\u00a0b", "a\u2003b", "a\n"} {
		a, l := layer(t)
		l.Annotations[0].ID = id
		if err := l.Check(a); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: error = %v, want ErrInvalid", id, err)
		}
	}
}

func TestACircleOfSeveralAttributionsIsRefused(t *testing.T) {
	a, l := layer(t)
	outer := *l.Attributions[0]
	outer.ID, outer.Within = "outer", "at"
	inner := *l.Attributions[0]
	inner.ID, inner.Within = "inner", "outer"
	l.Attributions = append(l.Attributions, &outer, &inner)
	if err := l.Check(a); err != nil {
		t.Errorf("nested three deep: %v", err)
	}
	l.Attributions[0].Within = "outer"
	if err := l.Check(a); !errors.Is(err, ErrInvalid) {
		t.Errorf("in a circle: error = %v, want ErrInvalid", err)
	}
}

func TestAMarkPointsOnlyAtMarksThatItsFieldAllows(t *testing.T) {
	for to, want := range map[string]bool{"claim": true, "claim claim-2": true, "orphan": true, "self": false, "question": false, "nothing": false, "claim nothing": false} {
		a, l := layer(t)
		l.Scheme = scheme.Preset("quick-read")
		l.Annotations, l.Attributions, l.Speakers = nil, nil, nil
		first := Annotation{Target: Target{{Start: 0, End: 3}}, Created: l.Created, Modified: l.Created}
		for id, label := range map[ID]string{"self": "evidence", "claim": "claim", "claim-2": "claim", "question": "question"} {
			an := first
			an.ID, an.Label = id, label
			if id == "self" {
				an.Fields = map[string]string{"backs": to}
			}
			l.Annotations = append(l.Annotations, &an)
		}
		lost := first
		lost.ID, lost.Label, lost.Target = "orphan", "claim", nil
		l.Orphans = []*Orphan{{Annotation: lost, From: "before", Fate: Lost, Passages: []Passage{{Exact: "gone"}}}}
		if err := l.Check(a); (err == nil) != want || err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("to %s: %v", to, err)
		}
	}
}
