package editor

import (
	"errors"
	"testing"

	"quoth/internal/annotation"
)

// A mark that others point at leaves no reference behind, and one undo brings
// all of it back.
func TestWhatPointsAtADeletedMarkPointsAtItNoMore(t *testing.T) {
	e := open(t)
	safe, bolt := mark(t, e, "the bridge is safe", "claim"), mark(t, e, "every bolt", "claim")
	checked := mark(t, e, "We checked", "evidence")
	point := func(to string) ([]Change, error) {
		return e.Revise(checked, func(a *annotation.Annotation) { a.Fields = map[string]string{"backs": to} })
	}
	changes, err := point(string(safe) + " " + string(bolt))
	do(t, e, changes, err)
	if got := e.State().Relating(bolt); len(got) != 1 || got[0].ID != checked {
		t.Fatalf("%v points at it", got)
	}
	before := shape(t, e.State())
	changes, err = e.Delete(safe)
	do(t, e, changes, err)
	if got := e.State().Annotation(checked).Fields["backs"]; got != string(bolt) {
		t.Errorf("it points at %q, want %q", got, bolt)
	}
	if _, err := e.Undo(); err != nil || shape(t, e.State()) != before {
		t.Errorf("undone (%v) it is\n%s\nwant\n%s", err, shape(t, e.State()), before)
	}
	changes, err = e.Delete(safe, bolt)
	do(t, e, changes, err)
	if got := e.State().Annotation(checked).Fields; got != nil {
		t.Errorf("it still says %v", got)
	}
}

func TestAMarkCannotPointAtWhatItsFieldDoesNotAllow(t *testing.T) {
	e := open(t)
	safe, denied := mark(t, e, "the bridge is safe", "claim"), mark(t, e, "denied", "question")
	checked := mark(t, e, "We checked", "evidence")
	for _, to := range []annotation.ID{denied, checked, "nothing"} {
		changes, err := e.Revise(checked, func(a *annotation.Annotation) { a.Fields = map[string]string{"backs": string(to)} })
		if err == nil {
			_, err = e.Do("Point", changes...)
		}
		if !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("pointing at %s: error = %v, want ErrInvalid", to, err)
		}
	}
	changes, err := e.Revise(checked, func(a *annotation.Annotation) { a.Fields = map[string]string{"backs": string(safe)} })
	do(t, e, changes, err)
	if _, err := e.Relabel(safe, "question"); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("relabelled under it: error = %v, want ErrInvalid", err)
	}
	// Another tab deletes it without knowing of the relation.
	if _, err := e.Do("Delete", Change{Annotation: &Edit[annotation.Annotation]{Before: e.State().Annotation(safe)}}); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("deleted under it: error = %v, want ErrInvalid", err)
	}
}
