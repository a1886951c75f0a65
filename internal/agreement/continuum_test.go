package agreement

import (
	"reflect"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

func TestLayersBecomeAContinuum(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Headline, Text: "🌊 Ferries"}, {Kind: article.Paragraph, Text: "“Late,” said Mara Quill."}}, article.Meta{Title: "Ferries"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	late := text.Bytes{Start: text.Byte(len("🌊 Ferries\n\n“")), End: text.Byte(len("🌊 Ferries\n\n“Late"))}
	layer := func(id annotation.LayerID, creator, speaker string, aliases ...string) *annotation.Layer {
		return &annotation.Layer{ID: id, Article: a.ID, Creator: creator,
			Annotations:  []*annotation.Annotation{{ID: "1", Label: "quote", Target: annotation.Target{late}}},
			Attributions: []*annotation.Attribution{{ID: "2", Content: []annotation.ID{"1"}, Speaker: "s"}},
			Speakers:     []*annotation.Speaker{{ID: "s", Name: speaker, Aliases: aliases}}}
	}
	c, err := FromLayers(a, []*annotation.Layer{layer("l3", "zoe", "the captain"), layer("l1", "", "Mara Quill"), layer("l2", "ada", "Capt. Quill", "Mára QUILL", "The Captain")})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"ada", "l1", "zoe"}; !reflect.DeepEqual(c.Annotators, want) {
		t.Errorf("annotators %q", c.Annotators)
	}
	for _, marks := range c.Marks {
		if want := []Mark{{"quote", []Span{span(12, 16)}, "capt quill"}}; !reflect.DeepEqual(marks, want) {
			t.Errorf("marks %+v, want %+v", marks, want)
		}
	}
	if c.Length != 35 {
		t.Errorf("length %d", c.Length)
	}
	c, err = FromLayers(a, []*annotation.Layer{layer("l1", "ada", "x"), layer("l2", "ada", "y")})
	if want := []string{"ada (l1)", "ada (l2)"}; err != nil || !reflect.DeepEqual(c.Annotators, want) {
		t.Errorf("one person's two layers: %q, %v", c.Annotators, err)
	}
	wrong := layer("l1", "ada", "x")
	wrong.Article = "other"
	if _, err := FromLayers(a, []*annotation.Layer{wrong}); err == nil {
		t.Error("a layer of another article is accepted")
	}
	wrong = layer("l1", "ada", "x")
	wrong.Annotations[0].Target[0].End = 1000
	if _, err := FromLayers(a, []*annotation.Layer{wrong}); err == nil {
		t.Error("a mark behind the end is accepted")
	}
}
