package class_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"quoth/internal/project"
	"quoth/internal/text"
)

// All share one look at an article, and nobody is shown one that is older than
// what they have been told is kept.
func TestWhoLooksSeesWhatWasKeptBefore(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["opens"] = "teacher" })
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/open", nil, nil)
	var all []*person
	for i := range 6 {
		all = append(all, l.pupil(fmt.Sprint("Pupil ", i)))
	}
	var wait sync.WaitGroup
	for i, p := range all {
		wait.Go(func() {
			for n := range 5 {
				at := text.Byte(42 + 5*i + n) // letters of the second paragraph
				var k known
				if code, words := p.ask("POST", p.operations(l), map[string]any{"after": n, "operations": []any{edit(fmt.Sprint("m", i, "-", n), "claim", at, at+1, "")}}, &k); code != 200 && code != 422 {
					t.Errorf("%d %s", code, words)
					return
				} else if code == 422 { // a space
					return
				}
				var h project.Heat
				p.get(l.article+"/heat", &h)
				start := text.CodePoint(at) - 3 // the emoji is four bytes
				if !slices.ContainsFunc(h.Passages, func(x project.Passage) bool { return x.Start <= start && start < x.End }) {
					t.Errorf("pupil %d does not see mark %d", i, n)
				}
			}
		})
	}
	wait.Wait()
	var h project.Heat
	l.teacher.get(l.article+"/heat", &h)
	if h.Readers != 6 || len(h.Passages) == 0 {
		t.Errorf("%+v", h)
	}
	// Whoever has gone is in no look any more, and neither is what they said.
	all[0].post(l.base+"/me/delete", nil, nil)
	l.teacher.get(l.article+"/heat", &h)
	if h.Readers != 5 {
		t.Errorf("%d readers are left", h.Readers)
	}
}
