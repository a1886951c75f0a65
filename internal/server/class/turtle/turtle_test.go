package turtle_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"
	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/formattest"
	"quoth/internal/server/class/turtle"
	"quoth/internal/text"
)

func TestADocumentIsSaidInTurtle(t *testing.T) {
	got, err := turtle.Of([]byte(`{
		"@context": ["http://www.w3.org/ns/anno.jsonld", {"quoth": "https://quoth.example/terms#", "score": "quoth:score"}],
		"id": "https://example.org/a/1", "type": "Annotation", "motivation": "classifying", "created": "2026-01-02T03:04:05Z", "score": 0.5,
		"body": {"type": "TextualBody", "value": "a \"claim\"\n\\ of a bridge 🙂"},
		"target": {"source": "https://example.org/n", "selector": [{"type": "TextPositionSelector", "start": 0, "end": 18}]}
	}`))
	if err != nil {
		t.Fatal(err)
	}
	const rdf, oa, xsd = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/oa#", "http://www.w3.org/2001/XMLSchema#"
	want := `<https://example.org/a/1> <http://purl.org/dc/terms/created> "2026-01-02T03:04:05Z"^^<` + xsd + `dateTime> .
<https://example.org/a/1> <` + rdf + `type> <` + oa + `Annotation> .
<https://example.org/a/1> <` + oa + `hasBody> _:b0 .
<https://example.org/a/1> <` + oa + `hasTarget> _:b1 .
<https://example.org/a/1> <` + oa + `motivatedBy> <` + oa + `classifying> .
<https://example.org/a/1> <https://quoth.example/terms#score> "5.0E-1"^^<` + xsd + `double> .
_:b0 <` + rdf + `type> <` + oa + `TextualBody> .
_:b0 <` + rdf + `value> "a \"claim\"\n\\ of a bridge 🙂" .
_:b1 <` + oa + `hasSelector> _:b2 .
_:b1 <` + oa + `hasSource> <https://example.org/n> .
_:b2 <` + rdf + `type> <` + oa + `TextPositionSelector> .
_:b2 <` + oa + `end> "18"^^<` + xsd + `nonNegativeInteger> .
_:b2 <` + oa + `start> "0"^^<` + xsd + `nonNegativeInteger> .
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

// Whatever an annotation may hold, it can be said.
func TestEveryAnnotationIsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		x := text.NewIndex(d.Article.Text)
		for _, l := range d.Layers {
			for _, an := range l.Annotations {
				data, err := format.W3CAnnotation(an, &annotation.Layer{ID: l.ID, Scheme: l.Scheme}, d.Article, x, format.Served{
					IRI: "https://quoth.example/1", Source: format.SourcesOf(d.Article)[0], Creator: "Heron", Canonical: "urn:isbn:1", Via: []string{"urn:isbn:2"},
				})
				if err != nil {
					t.Fatal(err)
				}
				c := format.W3CContext()
				document := `{"@context":[` + c[0] + "," + c[1] + `],` + string(data[1:])
				said, err := turtle.Of([]byte(document))
				if err != nil {
					t.Fatalf("%v\n%s", err, document)
				}
				if _, err := ld.ParseNQuads(string(said)); err != nil {
					t.Fatalf("%v\n%s", err, said)
				}
			}
		}
	})
}

func TestNothingIsLeftOutWithoutASign(t *testing.T) {
	const model = `"@context": "http://www.w3.org/ns/anno.jsonld"`
	for name, document := range map[string]string{
		"a word":       `{` + model + `, "id": "urn:a", "colour": "red"}`,
		"a type":       `{` + model + `, "id": "urn:a", "type": "Opinion"}`,
		"a motivation": `{` + model + `, "id": "urn:a", "motivation": "boasting"}`,
		"a context":    `{"@context": "https://example.org/terms", "id": "urn:a", "exact": "x"}`,
		"no JSON":      `{`,
	} {
		if got, err := turtle.Of([]byte(document)); err == nil {
			t.Errorf("%s: %s", name, got)
		}
	}
	if _, err := turtle.Of([]byte(`{` + model + `, "id": "urn:a", "type": "Opinion"}`)); err == nil || !strings.Contains(err.Error(), "Opinion") {
		t.Errorf("what is not known is not named: %v", err)
	}
}
