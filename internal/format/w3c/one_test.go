package w3c

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/formattest"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func TestOneAnnotationComesBackAsItWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		l, x := d.Layers[0], text.NewIndex(d.Article.Text)
		for _, want := range l.Annotations {
			data, err := format.W3CAnnotation(want, l, d.Article, x, format.Served{IRI: "https://quoth.example/1", Source: format.SourcesOf(d.Article)[0], Canonical: "urn:isbn:1", Via: []string{"urn:isbn:2"}})
			if err != nil {
				t.Fatal(err)
			}
			data = fmt.Appendf(nil, `{"@context":[%s],%s`, strings.Join(format.W3CContext(), ","), data[1:])
			got, err := ReadOne(data, Place{d.Article, l.Scheme, format.SourcesOf(d.Article)})
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if got.IRI != "https://quoth.example/1" || got.Canonical != "urn:isbn:1" || len(got.Via) != 1 {
				t.Fatalf("%+v", got)
			}
			got.ID, got.Creator, got.Modified = want.ID, want.Creator, want.Modified
			if diff := cmp.Diff(want, &got.Annotation); diff != "" {
				t.Fatalf("-want +got:\n%s\n%s", diff, data)
			}
		}
	})
}

func bridge(t testing.TB) Place {
	t.Helper()
	a, err := article.New([]article.Draft{
		{Kind: article.Paragraph, Text: "🙂 The bridge stays open. The mayor said so, and “it is safe,” she said, “for all.”"},
		{Kind: article.Paragraph, Text: "The mayor said so again. Caf\u00e9 Tolm is closed."},
	}, article.Meta{URL: "https://tolm.example/a"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Place{a, scheme.Preset(scheme.Default), format.SourcesOf(a)}
}

const (
	tagged = `"body":{"type":"TextualBody","purpose":"tagging","value":"claim"}`
	about  = `"target":{"source":"https://tolm.example/a","selector":%s}`
)

// sent is an annotation with a body and selectors.
func sent(body, selector string) string {
	return `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation",` + body + `,` + fmt.Sprintf(about, selector) + `}`
}

func quote(exact string) string { return `{"type":"TextQuoteSelector","exact":"` + exact + `"}` }

func position(start, end string) string {
	return `{"type":"TextPositionSelector","start":` + start + `,"end":` + end + `}`
}

func TestAPassageIsFoundByWhatIsToldOfIt(t *testing.T) {
	in := bridge(t)
	span := func(s string) string { return `{"source":"https://tolm.example/a","selector":` + s + `}` }
	for _, test := range []struct{ name, data, want string }{
		{"words", sent(tagged, quote("The bridge")), "The bridge"},
		{"code points", sent(tagged, position("2", "12")), "The bridge"},
		{"code points with spaces around", sent(tagged, position("1", "13")), "The bridge"},
		{"both", sent(tagged, "["+position("2", "12")+","+quote("The bridge")+"]"), "The bridge"},
		{"words and UTF-16", sent(tagged, "["+position("3", "13")+","+quote("The bridge")+"]"), "The bridge"},
		{"words in two places, and which", sent(tagged, `{"type":"TextQuoteSelector","exact":"The mayor said so","suffix":" again"}`), "The mayor said so"},
		{"words in two places, and where", sent(tagged, "["+quote("The mayor said so")+","+position("25", "42")+"]"), "The mayor said so"},
		{"a letter in two parts", sent(tagged, quote("Cafe\u0301 Tolm")), "Caf\u00e9 Tolm"},
		{"other quotation marks", sent(tagged, quote("'it is safe,' she said")), "it is safe,” she said"},
		{"RFC 5147", sent(tagged, `{"type":"FragmentSelector","conformsTo":"http://tools.ietf.org/rfc/rfc5147","value":"char=2,12"}`), "The bridge"},
		{"an XPath beside", sent(tagged, `[{"type":"XPathSelector","value":"/p[1]"},`+quote("The bridge")+`]`), "The bridge"},
		{"several targets", strings.Replace(sent(tagged, quote("x")), fmt.Sprintf(about, quote("x")), `"target":[`+span(quote("for all"))+`,`+span(quote("it is safe"))+`]`, 1), "it is safe … for all"},
		{"a composite", strings.Replace(sent(tagged, quote("x")), fmt.Sprintf(about, quote("x")), `"target":{"type":"oa:Composite","items":[`+span(quote("it is safe"))+`,`+span(position("73", "80"))+`]}`, 1), "it is safe … for all"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ReadOne([]byte(test.data), in)
			if err != nil {
				t.Fatal(err)
			}
			if words := got.Target.Words(in.Article); !strings.Contains(words, test.want) || len(words) > len(test.want)+6 {
				t.Errorf("%q, not %q", words, test.want)
			}
		})
	}
	if got, err := ReadOne([]byte(sent(tagged, `{"type":"TextQuoteSelector","exact":"The mayor said so","suffix":" again"}`)), in); err != nil || got.Target[0].Start < 80 {
		t.Errorf("the first of two places was taken: %v, %v", got, err)
	}
}

func TestWhatIsSaidIsReadByPurpose(t *testing.T) {
	in := bridge(t)
	body := `"motivation":"commenting","created":"2026-03-01T12:00:00.1234+01:00","body":[` +
		`{"type":"TextualBody","purpose":"classifying","value":"Question"},{"type":"TextualBody","value":"Who says?"},{"type":"TextualBody","purpose":"replying","format":"text/plain","value":"She does."},` +
		`{"type":"TextualBody","purpose":"tagging","value":"bridge"},{"type":"SpecificResource","purpose":"linking","source":"https://tolm.example/b"}]`
	got, err := ReadOne([]byte(sent(body, quote("The bridge"))), in)
	if err != nil {
		t.Fatal(err)
	}
	want := annotation.Annotation{Label: "question", Note: "Who says?\nShe does.", Tags: []string{"bridge"}, Evidence: []annotation.Evidence{{URL: "https://tolm.example/b"}}, Target: got.Target, Created: time.Date(2026, 3, 1, 11, 0, 0, 123e6, time.UTC)}
	if diff := cmp.Diff(want, got.Annotation); diff != "" {
		t.Error(diff)
	}
	got, err = ReadOne([]byte(sent(`"bodyValue":"hm","body":null,"motivation":"x"`, quote("The bridge"))), in)
	if !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("a note without a label is %v", got)
	}
}

func TestWhatALayerCannotHoldIsTold(t *testing.T) {
	in := bridge(t)
	bodies := func(b string) string { return sent(`"body":[`+b+`]`, quote("The bridge")) }
	text := func(purpose, value string) string {
		return `{"type":"TextualBody","purpose":"` + purpose + `","value":"` + value + `"}`
	}
	target := func(s string) string {
		return strings.Replace(sent(tagged, quote("x")), fmt.Sprintf(about, quote("x")), `"target":`+s, 1)
	}
	for _, test := range []struct{ name, data, want string }{
		{"lost words", sent(tagged, quote("The tunnel was never built at all")), `the words "The tunnel was never built at all" are not in the article`},
		{"words in two places", sent(tagged, quote("The mayor said so")), "may be in 2 places of the article: give more of what stands before and after"},
		{"words in two places, and a position beside them", sent(tagged, "["+quote("The mayor said so")+","+position("3", "5")+"]"), "may be in 2 places"},
		{"behind the end", sent(tagged, position("2", "5000")), "no words at 2 to 5000, counted in code points"},
		{"crossed", sent(tagged, position("12", "2")), "no words at 12 to 2"},
		{"negative", sent(tagged, position("-2", "2")), "no words at -2 to 2"},
		{"white space", sent(tagged, position("1", "2")), "no words at 1 to 2"},
		{"halves", sent(tagged, position("2.5", "12")), "no whole numbers"},
		{"more than numbers hold", sent(tagged, position("2", "1e99")), "no whole numbers"},
		{"nothing", sent(tagged, quote(" ")), "it points at no words"},
		{"only a path", sent(tagged, `{"type":"XPathSelector","value":"/p[1]"}`), "it points at no words"},
		{"refined", sent(tagged, `{"type":"TextQuoteSelector","exact":"The bridge","refinedBy":{"type":"TextPositionSelector","start":0,"end":1}}`), "refined by another"},
		{"a whole page", target(`"https://tolm.example/a"`), "it points at no words"},
		{"another page", target(`{"source":"https://tolm.example/b","selector":` + quote("The bridge") + `}`), `about "https://tolm.example/b", and this layer is about https://tolm.example/a`},
		{"an image", target(`{"id":"https://tolm.example/a.png","type":"Image"}`), `about "https://tolm.example/a.png"`},
		{"no target", target(`[]`), "it has 0 targets"},
		{"overlapping targets", target(`[{"source":"https://tolm.example/a","selector":` + quote("The bridge") + `},{"source":"https://tolm.example/a","selector":` + quote("bridge stays") + `}]`), "overlaps"},
		{"101 targets", target(`[` + strings.Repeat(`{"source":"https://tolm.example/a"},`, 100) + `{}]`), "it has 101 targets"},
		{"no label", bodies(text("commenting", "hm")), "it has 0 labels of the scheme: give one body with the purpose classifying"},
		{"an unknown label", bodies(text("classifying", "rumour")), "whose value is one of claim"},
		{"two labels", bodies(text("tagging", "claim") + "," + text("tagging", "question")), "it has 2 labels"},
		{"classified twice", bodies(text("classifying", "claim") + "," + text("classifying", "rumour")), "labels of the scheme"},
		{"labelled as one thing and called another", bodies(`{"type":"TextualBody","purpose":"classifying","value":"Question","labelled":"urn:uuid:0#label/claim"}`), "not one label"},
		{"labelled, with a body without a purpose", sent(`"motivation":"classifying","body":[{"type":"TextualBody","purpose":"classifying","value":"Claim","labelled":"urn:uuid:0#label/claim"},{"type":"TextualBody","value":"Who says?"}]`, quote("The bridge")), "give the others a purpose"},
		{"a body elsewhere", bodies(text("tagging", "claim") + `,"https://tolm.example/note"`), "a body is not text"},
		{"an image as body", bodies(text("tagging", "claim") + `,{"type":"Image","id":"https://tolm.example/i.png"}`), "a body is not text"},
		{"HTML", bodies(text("tagging", "claim") + `,{"type":"TextualBody","format":"text/html","value":"<b>hm</b>"}`), "send it as text/plain"},
		{"body and bodyValue", sent(tagged+`,"bodyValue":"hm"`, quote("The bridge")), "both body and bodyValue"},
		{"a time that is none", sent(tagged+`,"created":"yesterday"`, quote("The bridge")), "created is no time"},
		{"canonical that is no IRI", sent(tagged+`,"canonical":"my own"`, quote("The bridge")), "its canonical"},
		{"via that is a script's", sent(tagged+`,"via":["java script:alert(1)"]`, quote("The bridge")), "its via is no IRI"},
		{"an engine without a name", sent(tagged+`,"origin":{"score":1}`, quote("The bridge")), "its origin has no engine"},
		{"evidence that is a number", sent(tagged+`,"evidence":[{"url":7}]`, quote("The bridge")), "its evidence cannot be read"},
		{"a claim that is a number", sent(tagged+`,"claim":{"kind":7}`, quote("The bridge")), "its claim cannot be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := ReadOne([]byte(test.data), in)
			if !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, and not an error with %q: %+v", err, test.want, got)
			}
		})
	}
}

func FuzzReadOne(f *testing.F) {
	f.Add([]byte(sent(tagged, quote("The bridge"))))
	f.Add([]byte(sent(tagged, position("2", "12"))))
	in := bridge(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		one, err := ReadOne(data, in)
		if err != nil {
			if !errors.Is(err, annotation.ErrInvalid) && !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrForeign) {
				t.Fatalf("an error of no class: %v", err)
			}
			return
		}
		if err := one.Target.Check(in.Article); err != nil || in.Scheme.Label(one.Label) == nil {
			t.Fatalf("%v, label %q", err, one.Label)
		}
	})
}
