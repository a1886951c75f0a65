package format

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// annoTerms restates those terms of http://www.w3.org/ns/anno.jsonld that
// Quoth writes, with the IRIs of https://www.w3.org/TR/annotation-vocab/, so
// that no test needs the network.
//
//go:embed testdata/anno.jsonld
var annoTerms []byte

// LoadDocument serves the one context that our files name.
type annoLoader struct{}

func (annoLoader) LoadDocument(url string) (*ld.RemoteDocument, error) {
	if url != "http://www.w3.org/ns/anno.jsonld" {
		return nil, fmt.Errorf("%s is asked for", url)
	}
	var doc any
	err := json.Unmarshal(annoTerms, &doc)
	return &ld.RemoteDocument{DocumentURL: url, Document: doc}, err
}

func collection(t testing.TB) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := W3C(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func expanded(t testing.TB, doc any) any {
	t.Helper()
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = annoLoader{}
	out, err := ld.NewJsonLdProcessor().Expand(doc, options)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// leaves counts the strings, numbers and booleans of a document, contexts
// left out. Expansion turns each into one @value, @id or @type.
func leaves(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if name != "@context" {
				n += leaves(value)
			}
		}
	case []any:
		for _, value := range v {
			n += leaves(value)
		}
	default:
		return 1
	}
	return n
}

// relative lists the names in an expanded document that are not absolute.
func relative(v any, of string) (list []string) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if !strings.HasPrefix(name, "@") && !strings.Contains(name, ":") {
				list = append(list, name)
			}
			list = append(list, relative(value, name)...)
		}
	case []any:
		for _, value := range v {
			list = append(list, relative(value, of)...)
		}
	case string:
		if (of == "@id" || of == "@type") && !strings.Contains(v, ":") {
			list = append(list, v)
		}
	}
	return list
}

func TestExpandingTheJSONLDDropsNothing(t *testing.T) {
	doc := collection(t)
	out := expanded(t, doc)
	if in, left := leaves(doc), leaves(out); in != left || in < 300 {
		t.Errorf("%d values go in, %d are left", in, left)
	}
	if names := relative(out, ""); len(names) > 0 {
		t.Errorf("these are no IRIs: %q", names)
	}
	doc["unheard"] = "of"
	if in, left := leaves(doc), leaves(expanded(t, doc)); in == left {
		t.Error("a term that nothing declares is not noticed")
	}
}

func TestAnAnnotationByItselfKeepsEverythingWhenExpanded(t *testing.T) {
	d := sample(t)
	x := text.NewIndex(d.Article.Text)
	for _, l := range d.Layers {
		for _, an := range l.Annotations {
			data, err := W3CAnnotation(an, &annotation.Layer{ID: l.ID, Scheme: l.Scheme}, d.Article, x, Served{
				IRI: "https://quoth.example/a/" + string(an.ID), Source: SourcesOf(d.Article)[0], Creator: "reader-7", Canonical: "urn:isbn:1", Via: []string{"urn:isbn:2", "urn:isbn:3"},
			})
			if err != nil {
				t.Fatal(err)
			}
			var doc map[string]any
			if err := json.Unmarshal(fmt.Appendf(nil, `{"@context":[%s],%s`, strings.Join(W3CContext(), ","), data[1:]), &doc); err != nil {
				t.Fatal(err)
			}
			out := expanded(t, doc)
			if in, left := leaves(doc), leaves(out); in != left || in < 20 {
				t.Errorf("%s: %d values go in, %d are left\n%s", an.ID, in, left, data)
			}
			if names := relative(out, ""); len(names) > 0 {
				t.Errorf("%s: these are no IRIs: %q", an.ID, names)
			}
		}
	}
}

func TestABrokenQuotationIsOneTargetInTheW3CModel(t *testing.T) {
	items := collection(t)["first"].(map[string]any)["items"].([]any)
	if len(items) != 10 {
		t.Fatalf("%d annotations, want 10", len(items))
	}
	broken := items[0].(map[string]any)["target"].(map[string]any)
	if broken["type"] != "oa:Composite" || len(broken["items"].([]any)) != 2 {
		t.Errorf("target = %v", broken)
	}
	whole := items[2].(map[string]any)["target"].(map[string]any)
	if whole["type"] != "SpecificResource" || whole["source"] != "https://news.example/tolm" {
		t.Errorf("target = %v", whole)
	}
	selectors := fmt.Sprint(whole["selector"])
	if !strings.Contains(selectors, "exact:told") || !strings.Contains(selectors, "start:79") || strings.Contains(selectors, "80") {
		t.Errorf("selectors = %v, want the words and code points", selectors)
	}
}

func TestWithoutAnAddressTheSourceIsTheText(t *testing.T) {
	d := sample(t)
	for _, url := range []string{"", "no address", "https://a b", "javascript:alert(1)", "https://a/\"<"} {
		d.Article.Meta.Canonical, d.Article.Meta.URL = url, url
		if got := sourceOf(d.Article); got != "urn:sha256:"+hashOf(d.Article.Text) {
			t.Errorf("%q: source = %s", url, got)
		}
	}
}

func TestAnyIDBecomesAnIRI(t *testing.T) {
	for id, want := range map[string]string{
		"0195A000-0000-7000-8000-0000000000aa": "urn:uuid:0195a000-0000-7000-8000-0000000000aa#annotation/a%2Fb",
		"0195a000-0000-7000-8000-0000000000ag": "urn:quoth:layer:0195a000-0000-7000-8000-0000000000ag#annotation/a%2Fb",
		"né#":                                  "urn:quoth:layer:n%C3%A9%23#annotation/a%2Fb",
	} {
		l := &annotation.Layer{ID: annotation.LayerID(id)}
		if got := partIRI(l, "annotation", annotation.ID("a/b")); got != want {
			t.Errorf("%q: %s, want %s", id, got, want)
		}
	}
}
