package format

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://quoth.example" + schemaPath
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(url, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fits(s *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func TestTheSampleFitsTheSchema(t *testing.T) {
	if err := fits(compiled(t), written(t, sample(t))); err != nil {
		t.Error(err)
	}
}

// What a schema can tell; Read tells more.
func TestABrokenDocumentDoesNotFitTheSchema(t *testing.T) {
	s := compiled(t)
	for _, tt := range []struct{ name, from, to string }{
		{"newer version", `"formatVersion": 1`, `"formatVersion": 9`},
		{"other format", `"format": "quoth"`, `"format": "doccano"`},
		{"unit", `"codepoint"`, `"utf16"`},
		{"no article", `"article": {`, `"artikel": {`},
		{"no layers", `"layers": [`, `"lagen": [`},
		{"no text", `"text": "Walkers`, `"words": "Walkers`},
		{"no hash", `"sha256"`, `"sha1"`},
		{"short hash", `"sha256": "fed`, `"sha256": "`},
		{"negative", `"start":79`, `"start":-79`},
		{"fraction", `"start":79`, `"start":79.5`},
		{"huge", `"start":79`, `"start":79000000000000000000000000000000`},
		{"no end", `"end":83,`, ``},
		{"no UTF-16", `"startUtf16":80,`, ``},
		{"no exact", `"exact":"told",`, ``},
		{"empty exact", `"exact":"told"`, `"exact":""`},
		{"id with a space", `"id":"cue"`, `"id":"c e"`},
		{"null", `"label":"cue"`, `"label":null`},
		{"no spans", `"spans":[{`, `"span":[{`},
		{"time", `"exported": "2026-03-01T12:01:30Z"`, `"exported": "yesterday"`},
		{"thirteenth month", `"exported": "2026-03-01T12:01:30Z"`, `"exported": "2026-13-01T12:01:30Z"`},
		{"kind of block", `"kind":"headline"`, `"kind":"banner"`},
		{"kind of claim", `"kind":"event"`, `"kind":"odd"`},
		{"kind of speaker", `"kind":"unnamed"`, `"kind":"robot"`},
		{"stance", `"stance":"supports"`, `"stance":"maybe"`},
		{"form", `"form":"direct"`, `"form":"loud"`},
		{"score", `"score":0.8125`, `"score":1.5`},
		{"direction", `"direction": "ltr"`, `"direction": "up"`},
		{"no content", `"content":["ar"]`, `"content":[]`},
		{"scheme without a version", `"version": 3`, `"edition": 3`},
		{"colour", `"color": "amber"`, `"color": "beige"`},
		{"coverage without a time", `,"at":"2026-03-01T12:00:00Z"`, ``},
	} {
		if err := fits(s, damage(t, tt.from, tt.to)); err == nil {
			t.Errorf("%s fits the schema", tt.name)
		}
		if _, err := Read(damage(t, tt.from, tt.to)); err == nil && tt.name != "coverage without a time" {
			t.Errorf("%s is read", tt.name)
		}
	}
}
