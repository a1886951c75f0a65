package scheme

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"quoth/internal/article"
)

func TestPresetsAreWhole(t *testing.T) {
	if len(Presets()) != len(order) {
		t.Fatalf("%d presets, want %d", len(Presets()), len(order))
	}
	for _, s := range Presets() {
		looks := map[string]string{}
		for _, l := range s.Labels {
			for _, look := range []string{"colour " + string(l.Color), "pattern " + string(l.Pattern)} {
				if other, taken := looks[look]; taken {
					t.Errorf("%s: %s and %s share the %s", s.ID, other, l.ID, look)
				}
				looks[look] = l.ID
			}
		}
		if s.WithRole(Content) == nil || s.WithRole(Source) == nil || s.WithRole(Cue) == nil {
			t.Errorf("%s lacks a label for content, source or cue, so that nothing can be attributed", s.ID)
		}
	}
}

func TestDecodeNamesWhatIsWrong(t *testing.T) {
	tests := []struct {
		name  string
		wreck func(*Scheme)
		want  string
	}{
		{"two labels on one key", func(s *Scheme) { s.Labels[1].Key = s.Labels[0].Key }, `both on the key "c"`},
		{"key of the program", func(s *Scheme) { s.Labels[0].Key = "j" }, `on the key "j"`},
		{"long key", func(s *Scheme) { s.Labels[0].Key = "cc" }, "one character"},
		{"label twice", func(s *Scheme) { s.Labels[1].ID = s.Labels[0].ID }, "two labels"},
		{"colour", func(s *Scheme) { s.Labels[0].Color = "puce" }, "puce"},
		{"pattern", func(s *Scheme) { s.Labels[0].Pattern = "zigzag" }, "zigzag"},
		{"no example", func(s *Scheme) { s.Labels[0].Example = "" }, "no example"},
		{"two sources", func(s *Scheme) { s.Labels[2].Role = Source }, "both for a source"},
		{"id", func(s *Scheme) { s.ID = "Quick Read" }, "lower-case"},
		{"no labels", func(s *Scheme) { s.Labels = nil }, "no labels"},
		{"condition on what comes later", func(s *Scheme) { s.Labels[0].Fields[0].When = &Condition{Field: "later", Is: "yes"} }, "does not stand before it"},
		{"relation to no label", func(s *Scheme) { s.Label("evidence").Fields[0].Labels[0] = "clam" }, `the label "clam", which is not there`},
		{"relation with options", func(s *Scheme) { s.Label("evidence").Fields[0].Options = []Option{{ID: "a", Name: "A"}} }, "has options"},
		{"labels without relation", func(s *Scheme) { s.Labels[0].Fields[0].Labels = []ID{"claim"} }, "relates no marks"},
		{"relation of a speaker", func(s *Scheme) { s.SpeakerFields = []Field{{ID: "x", Name: "X", Type: Mark}} }, "a speaker is none"},
		{"choice of nothing", func(s *Scheme) { s.Labels[0].Fields[0] = Field{ID: "x", Type: Choice} }, "nothing to choose"},
	}
	for _, tt := range tests {
		data, err := json.Marshal(Preset(Default))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		tt.wreck(s)
		data, err = json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(data); !errors.Is(err, article.ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one that says %s", tt.name, err, tt.want)
		}
	}
}

func TestDecodeRefusesMisspeltMembersAndWhatFollows(t *testing.T) {
	for name, data := range map[string]string{
		"misspelt": `{"id":"x","version":1,"name":"X","lables":[]}`,
		"cut off":  `{"id":"x",`,
		"two":      `{"id":"x"} {}`,
	} {
		if _, err := Decode([]byte(data)); !errors.Is(err, article.ErrInvalid) {
			t.Errorf("%s: error = %v, want ErrInvalid", name, err)
		}
	}
}
