// Package turtle writes as Turtle (W3C, RDF 1.1 Turtle) what the Web Annotation
// Protocol answers in JSON-LD: one statement a line, which is the part of
// Turtle that every reader of RDF takes (RDF 1.1 N-Triples).
package turtle

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// model is what the words of a document stand for: those of the contexts of the
// Web Annotation vocabulary, ActivityStreams and LDP that Quoth writes. Its own
// words bring their context with them.
//
//go:embed model.json
var model []byte

// Of is a document of JSON-LD as Turtle, in an order that depends on nothing
// but what it says. Words that no context knows are an error: they would be
// left out without a sign.
func Of(document []byte) ([]byte, error) {
	var doc any
	if err := json.Unmarshal(document, &doc); err != nil {
		return nil, fmt.Errorf("it is not JSON: %w", err)
	}
	options := ld.NewJsonLdOptions("")
	options.ProcessingMode = ld.JsonLd_1_1
	options.Format = "application/n-quads"
	options.DocumentLoader = known{}
	options.ExpandContext = map[string]any{"@vocab": unknown}
	said, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
	if err != nil {
		return nil, fmt.Errorf("it cannot be said in RDF: %w", err)
	}
	lines := strings.SplitAfter(said.(string), "\n")
	slices.Sort(lines)
	var out bytes.Buffer
	for _, line := range slices.Compact(lines) {
		if i := strings.Index(line, unknown); i >= 0 {
			word, _, _ := strings.Cut(line[i+len(unknown):], ">")
			return nil, fmt.Errorf("no context knows the word %q", word)
		}
		out.WriteString(line)
	}
	return out.Bytes(), nil
}

// unknown is where a word leads that no context knows.
const unknown = "urn:quoth:unknown:"

// known are the contexts that a document of ours names; none is fetched.
type known struct{}

// LoadDocument implements ld.DocumentLoader.
func (known) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "http://www.w3.org/ns/anno.jsonld" && address != "http://www.w3.org/ns/ldp.jsonld" {
		return nil, ld.NewJsonLdError(ld.LoadingDocumentFailed, "the context "+address+" is not known here")
	}
	var terms map[string]any
	if err := json.Unmarshal(model, &terms); err != nil {
		return nil, err
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": terms}}, nil
}
