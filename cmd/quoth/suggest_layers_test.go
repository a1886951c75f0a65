package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

// documents reads what quoth suggest wrote.
func documents(t *testing.T, out string) (list []*format.Document) {
	t.Helper()
	for line := range strings.Lines(out) {
		d, err := format.Read([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

func TestSuggestAddsLayersOfItsOwn(t *testing.T) {
	out, code, errs := call(t, `{"id":"a1","text":"🌊 “We are late again,” said Mara Quill. Quill said that rents have risen by 18 per cent since 2027.\n\nA bell rang."}`+"\n", "suggest", "--rules")
	if code != 0 {
		t.Fatalf("code %d, %s", code, errs)
	}
	d := documents(t, out)[0]
	var said, worth *annotation.Layer
	for _, l := range d.Layers {
		switch l.ID {
		case "suggested-attribution":
			said = l
		case "suggested-check-worthiness":
			worth = l
		}
	}
	if said == nil || worth == nil || len(said.Attributions) != 2 || len(said.Speakers) != 1 || said.Speakers[0].Name != "Mara Quill" || len(worth.Annotations) != 1 || worth.Annotations[0].Label != "cfs" {
		t.Fatalf("the layers are\n%s", out)
	}
	for _, l := range []*annotation.Layer{said, worth} {
		for _, a := range l.Annotations {
			if a.Origin.Engine == "" && (a.Label == "content" || l == worth) || a.Origin.Outcome != "" {
				t.Errorf("annotation %s comes from %+v", a.ID, a.Origin)
			}
		}
	}
	if words := d.Article.Text[said.Annotations[0].Target.Start():said.Annotations[0].Target[0].End]; words != "“We are late again,”" {
		t.Errorf("the first content is %q", words)
	}
}

// What people marked stays as it is, and a second run changes nothing but the
// times of what the first one made.
func TestSuggestLeavesPeoplesLayersAndMayRunAgain(t *testing.T) {
	folder := t.TempDir()
	people, first, second := corpusFile(t, 3), filepath.Join(folder, "first.jsonl"), filepath.Join(folder, "second.jsonl")
	var out, errs bytes.Buffer
	for _, args := range [][]string{{"--output", first, people}, {"--output", second, first}} {
		if code := run(append([]string{"suggest"}, args...), &out, &errs); code != 0 {
			t.Fatalf("%v: code %d, %s", args, code, &errs)
		}
	}
	read := func(name string) []*format.Document {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return documents(t, string(data))
	}
	before, once, twice := read(people), read(first), read(second)
	for i, d := range before {
		if len(once[i].Layers) != len(d.Layers)+2 || len(twice[i].Layers) != len(d.Layers)+2 {
			t.Fatalf("%d layers became %d and then %d", len(d.Layers), len(once[i].Layers), len(twice[i].Layers))
		}
		for k, l := range once[i].Layers {
			again := twice[i].Layers[k]
			if k < len(d.Layers) && !sameMarks(l, d.Layers[k]) || !sameMarks(l, again) {
				t.Errorf("layer %s has changed", l.ID)
			}
		}
	}
}

func sameMarks(a, b *annotation.Layer) bool {
	if a.ID != b.ID || len(a.Annotations) != len(b.Annotations) || len(a.Attributions) != len(b.Attributions) {
		return false
	}
	for i, x := range a.Annotations {
		if y := b.Annotations[i]; x.ID != y.ID || x.Label != y.Label || x.Target.Start() != y.Target.Start() {
			return false
		}
	}
	return true
}
