package scheme

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestAnAddedLabelFitsIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Preset(rapid.SampledFrom(order).Draw(t, "preset")).Clone()
		for range rapid.IntRange(1, 4).Draw(t, "labels") {
			s.Add(rapid.OneOf(rapid.SampledFrom([]string{"Rumour", "Claim", "風聞", "Échos", "a", "9 lives"}), rapid.StringMatching(`[A-Za-z ]{1,60}`)).Draw(t, "name") + "!")
			if err := s.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestACloneSharesNothing(t *testing.T) {
	for _, p := range Presets() {
		before := p.Clone()
		c := p.Clone()
		if !reflect.DeepEqual(before, c) {
			t.Fatalf("%s: the copy is another", p.ID)
		}
		c.Add("Rumour")
		for i := range c.Labels {
			c.Labels[i].Name = "x"
			for k := range c.Labels[i].Fields {
				c.Labels[i].Fields[k].Name = "x"
				for o := range c.Labels[i].Fields[k].Options {
					c.Labels[i].Fields[k].Options[o].Name = "x"
				}
			}
		}
		for i := range c.SpeakerFields {
			c.SpeakerFields[i].Options[0].Name = "x"
		}
		if !reflect.DeepEqual(before, p) {
			t.Errorf("%s was changed through its copy", p.ID)
		}
	}
}

func TestWhatLooksAlikeIsTold(t *testing.T) {
	s := Preset(Default).Clone()
	if pairs := s.Alike(); len(pairs) != 0 {
		t.Errorf("%v", pairs)
	}
	s.Labels[1].Pattern = s.Labels[0].Pattern
	if pairs := s.Alike(); len(pairs) != 1 || pairs[0] != [2]string{s.Labels[0].Name, s.Labels[1].Name} {
		t.Errorf("%v", pairs)
	}
}

// What a removed label was related to by goes with it.
func TestARemovedLabelIsRelatedToByNone(t *testing.T) {
	s := Preset("quick-read").Clone()
	s.Label("question").Fields = []Field{{ID: "on", Name: "On what?", Type: Mark, Labels: []ID{"claim", "evidence"}}}
	s.Remove(0)
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if len(s.Label("evidence").Fields) != 0 || len(s.Label("question").Fields[0].Labels) != 1 || s.Label("claim") != nil {
		t.Errorf("evidence asks %v, question %v", s.Label("evidence").Fields, s.Label("question").Fields)
	}
	if len(Preset("quick-read").Label("evidence").Fields[0].Labels) != 1 {
		t.Error("the preset has changed")
	}
}
