package scheme

import (
	"errors"
	"testing"

	"quoth/internal/article"
)

func TestEveryFieldAndOptionHasANameAndAnID(t *testing.T) {
	good := Field{ID: "sure", Name: "How sure?", Type: Choice, Options: []Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}}
	for _, tc := range []struct {
		name  string
		wreck func(*Field)
		want  error
	}{
		{"as it is", func(*Field) {}, nil},
		{"no name", func(f *Field) { f.Name = " " }, article.ErrInvalid},
		{"unknown type", func(f *Field) { f.Type = "date" }, article.ErrInvalid},
		{"option twice", func(f *Field) { f.Options[1].ID = "yes" }, article.ErrInvalid},
		{"option without a name", func(f *Field) { f.Options[1].Name = "" }, article.ErrInvalid},
		{"option without an id", func(f *Field) { f.Options[1].ID = "" }, article.ErrInvalid},
	} {
		f := good
		f.Options = append([]Option(nil), good.Options...)
		tc.wreck(&f)
		s := *Preset(Default)
		s.Labels = append([]Label(nil), s.Labels...)
		s.Labels[0].Fields = []Field{f}
		if err := s.Check(); !errors.Is(err, tc.want) {
			t.Errorf("%s: error = %v, want %v", tc.name, err, tc.want)
		}
	}
}
