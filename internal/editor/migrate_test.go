package editor

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func TestMarksFollowTheirLabelsToANewVersion(t *testing.T) {
	e := open(t)
	claim := mark(t, e, "the bridge is safe", "claim")
	question := mark(t, e, "every bolt", "question")
	changes, err := e.Revise(claim, func(a *annotation.Annotation) {
		a.Note, a.Fields = "hm", map[string]string{"says": "article"}
	})
	do(t, e, changes, err)

	next := e.State().Scheme().Clone()
	next.Version++
	next.Label("claim").Name = "Assertion"
	next.Label("claim").Fields = nil
	next.Labels = next.Labels[:3] // without the question
	gone := next.Label("question") == nil
	if !gone {
		t.Fatal("the question is still a label")
	}
	if _, err := e.Migrate(next, nil); !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), "question") {
		t.Errorf("nobody said what becomes of questions: %v", err)
	}
	before := e.State().Layer()
	changes, err = e.Migrate(next, map[scheme.ID]scheme.ID{"question": "claim"})
	do(t, e, changes, err)
	s := e.State()
	if s.Scheme().Version != next.Version || s.Annotation(question).Label != "claim" || s.Annotation(claim).Label != "claim" {
		t.Errorf("%+v", s.Layer())
	}
	if a := s.Annotation(claim); len(a.Fields) != 0 || a.Note != "hm\nWho says it, if not marked below: The article itself" {
		t.Errorf("its answer is lost: %+v", a)
	}
	if _, err := e.Undo(); err != nil {
		t.Fatal(err)
	}
	after := e.State().Layer()
	after.Modified = before.Modified
	if !reflect.DeepEqual(before, after) {
		t.Errorf("undone it is\n%+v, not\n%+v", after, before)
	}
	changes, err = e.Migrate(next, map[scheme.ID]scheme.ID{"question": ""})
	do(t, e, changes, err)
	if e.State().Annotation(question) != nil || e.State().Len() != 1 {
		t.Error("the marks of a label that is gone were to be deleted")
	}
}

// Whatever a new version changes, the layer fits it, and one undo leads back.
func TestWhateverChangesInASchemeTheLayerFits(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := open(t)
		a := e.State().Article()
		labels := e.State().Scheme().Labels
		byRole, byLabel := map[scheme.Role][]annotation.ID{}, map[scheme.ID][]string{}
		for range rapid.IntRange(1, 8).Draw(rt, "marks") {
			label := rapid.SampledFrom(labels).Draw(rt, "label")
			from := rapid.IntRange(0, len(words[0])-2).Draw(rt, "from")
			span := text.Trim(a.Text, text.Bytes{Start: text.Byte(from), End: text.Byte(rapid.IntRange(from+1, len(words[0])-1).Draw(rt, "to"))})
			if span.Len() == 0 {
				continue
			}
			an, changes := e.Mark(annotation.Target{span}, label.ID)
			if label.ID == "claim" && rapid.Bool().Draw(rt, "answered") {
				an.Fields = map[string]string{"says": "article"}
			}
			if claims := byLabel["claim"]; label.ID == "evidence" && len(claims) > 0 {
				an.Fields = map[string]string{"backs": strings.Join(claims[:rapid.IntRange(1, len(claims)).Draw(rt, "backs")], " ")}
			}
			byLabel[label.ID] = append(byLabel[label.ID], string(an.ID))
			do(t, e, changes, nil)
			byRole[label.Role] = append(byRole[label.Role], an.ID)
		}
		within := annotation.AttributionID("")
		for i, content := range byRole[scheme.Content] {
			if !rapid.Bool().Draw(rt, "said") {
				continue
			}
			now := e.Now()
			at := &annotation.Attribution{ID: annotation.AttributionID(fmt.Sprint("at", i)), Content: []annotation.ID{content}, Created: now, Modified: now, Within: within}
			if list := byRole[scheme.Source]; len(list) > 0 {
				at.Source = list[:rapid.IntRange(0, 1).Draw(rt, "sources")]
			}
			if list := byRole[scheme.Cue]; len(list) > 0 {
				at.Cue = list[0]
			}
			do(t, e, []Change{{Attribution: &Edit[annotation.Attribution]{After: at}}}, nil)
			if rapid.Bool().Draw(rt, "nest") {
				within = at.ID
			}
		}
		next := e.State().Scheme().Clone()
		next.Version++
		to := map[scheme.ID]scheme.ID{}
		for _, l := range labels {
			switch rapid.IntRange(0, 4).Draw(rt, "change") {
			case 0:
				for i := range next.Labels {
					if next.Labels[i].ID == l.ID && len(next.Labels) > 1 {
						next.Remove(i)
						to[l.ID] = ""
						break
					}
				}
			case 1:
				if have := next.Label(l.ID); have != nil {
					have.Fields, have.Name = nil, "Renamed"
				}
			case 2:
				if have := next.Label(l.ID); have != nil && have.Role != scheme.NoRole {
					have.Role = scheme.NoRole
				}
			case 3:
				next.Add("Another")
			}
		}
		for id := range to {
			to[id] = rapid.SampledFrom(append([]scheme.ID{""}, next.Labels[0].ID)).Draw(rt, "to")
		}
		if err := next.Check(); err != nil {
			rt.Fatal(err)
		}
		before := e.State().Layer()
		changes, err := e.Migrate(next, to)
		if err == nil {
			_, err = e.Do("Migrate", changes...)
		}
		if err != nil {
			rt.Fatal(err)
		}
		if err := e.State().Layer().Check(a); err != nil {
			rt.Fatal(err)
		}
		if _, err := e.Undo(); err != nil {
			rt.Fatal(err)
		}
		after := e.State().Layer()
		after.Modified = before.Modified
		if !reflect.DeepEqual(before, after) {
			rt.Fatalf("undone it is\n%+v, not\n%+v", after, before)
		}
	})
}
