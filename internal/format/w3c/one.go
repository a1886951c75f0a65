package w3c

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
)

// The classes of error of ReadOne beside annotation.ErrInvalid, which means
// that it is a Web Annotation, and says what of it a layer cannot hold.
var (
	ErrSyntax  = errors.New("not JSON")
	ErrForeign = errors.New("not a Web Annotation")
)

// A Place is what single annotations are read for: a layer of an article under
// a scheme.
type Place struct {
	Article *article.Article
	Scheme  *scheme.Scheme
	Sources []string // the names that the article is known by
}

// A One is an annotation that came by itself. Of what it says, ID, creator and
// the time of the last change are left to whoever keeps it.
type One struct {
	annotation.Annotation
	IRI       string // that it came with; "" for none
	Canonical string
	Via       []string
}

// ReadOne reads a single annotation into a place. Nothing is guessed: what
// cannot be held, or found in the text in one place, is an error that says
// what and what to do.
//
// What the model has and a layer has not (rights, audience, stylesheets, the
// client's own creator and generator, any other member) is passed over: it
// would be shown to others beside a pseudonym. Whoever sent it sees so in what
// is answered. The motivation is passed over too, for a mark classifies.
//
// Several targets are taken for one, of several spans, as a broken quotation
// is: a layer ties one thing said to all passages that it is said of.
func ReadOne(data []byte, in Place) (*One, error) {
	n, err := object(data)
	if err != nil {
		return nil, err
	}
	if err := known(n["@context"]); err != nil {
		return nil, err
	}
	if !n.is("Annotation") {
		return nil, fmt.Errorf(`its type is not "Annotation": %w`, ErrForeign)
	}
	one := new(One)
	if err := one.names(n); err != nil {
		return nil, err
	}
	if err := one.says(n, in.Scheme); err != nil {
		return nil, err
	}
	one.Target, err = in.target(n)
	return one, err
}

// object decodes a whole file that is one object.
func object(data []byte) (node, error) {
	var whole any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&whole); err != nil {
		return nil, fmt.Errorf("it is not JSON (%v): %w", err, ErrSyntax)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more follows behind the end of the JSON: %w", ErrSyntax)
	}
	n, ok := whole.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("it is no JSON object: %w", ErrForeign)
	}
	return n, nil
}

const model = "http://www.w3.org/ns/anno.jsonld"

// modelTerms are those that a context beside the model's must not give another
// meaning.
var modelTerms = []string{
	"id", "type", "body", "bodyValue", "target", "value", "purpose", "motivation", "source", "selector", "exact", "prefix", "suffix",
	"start", "end", "items", "canonical", "via", "created", "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector",
}

// known reports whether names mean what they do in the model. Contexts are not
// fetched, so that others than the model's and those inside are refused.
func known(context any) error {
	all, ok := context.([]any)
	if !ok {
		all = []any{context}
	}
	found := false
	for _, one := range all {
		switch one := one.(type) {
		case string:
			if one != model && one != "http://www.w3.org/ns/ldp.jsonld" {
				return fmt.Errorf("the context %.80q is not known here: use %s: %w", one, model, ErrForeign)
			}
			found = found || one == model
		case map[string]any:
			for name := range one {
				if slices.Contains(modelTerms, name) || strings.HasPrefix(name, "@") {
					return fmt.Errorf("its context gives %q a meaning of its own: %w", name, ErrForeign)
				}
			}
		default:
			return fmt.Errorf("it has no @context: use %s: %w", model, ErrForeign)
		}
	}
	if !found {
		return fmt.Errorf("its @context is not %s: %w", model, ErrForeign)
	}
	return nil
}

const (
	longestIRI = 2_000 // bytes
	mostVia    = 20
)

// names reads by which names it goes elsewhere, and since when it has been.
func (one *One) names(n node) error {
	if id := n.text("id"); isIRI(id) {
		one.IRI = id
	}
	if v, there := n["canonical"]; there {
		one.Canonical = n.text("canonical")
		if !isIRI(one.Canonical) {
			return fmt.Errorf("its canonical %.80q is no IRI: %w", fmt.Sprint(v), annotation.ErrInvalid)
		}
	}
	for _, v := range n.nodes("via") {
		if !isIRI(v.text("id")) || len(one.Via) == mostVia {
			return fmt.Errorf("its via is no IRI, or there are more than %d: %w", mostVia, annotation.ErrInvalid)
		}
		one.Via = append(one.Via, v.text("id"))
	}
	if _, there := n["created"]; there {
		if one.Created = n.time("created").Truncate(time.Millisecond); one.Created.IsZero() {
			return fmt.Errorf("created is no time of RFC 3339, like 2026-03-01T12:00:00Z: %w", annotation.ErrInvalid)
		}
	}
	return nil
}

func isIRI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != "" && len(s) <= longestIRI && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7F || strings.ContainsRune("<>\"{}|\\^`", r)
	})
}
