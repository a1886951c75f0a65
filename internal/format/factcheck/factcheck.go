// Package factcheck writes what was found out about claims in the two forms
// that fact-checkers use: ClaimReview of schema.org
// (https://schema.org/ClaimReview) and the JSON of AVeriTeC
// (https://fever.ai/dataset/averitec.html). A claim in either is an annotation
// with a Claim. Both are only written.
package factcheck

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

// Keeps is what both forms hold, of annotations that are claims.
var Keeps = []format.Feature{format.Claims, format.Evidence, format.Creators, format.Metadata, format.Overlapping, format.Discontinuous}

// A claim is an annotation that says something checkable, with its document.
type claim struct {
	*annotation.Annotation
	d       *format.Document
	l       *annotation.Layer
	speaker *annotation.Speaker // nil if nobody is named
}

// of lists the claims of a document.
func of(d *format.Document) (list []claim) {
	for _, l := range d.Layers {
		speakers := format.SpeakersOf(l)
		for _, an := range l.Annotations {
			if an.Claim != nil && *an.Claim != (annotation.Claim{}) {
				list = append(list, claim{an, d, l, speakers[an.ID]})
			}
		}
	}
	return list
}

// words is the claim in plain words, or else as it stands in the article.
func (c claim) words() string {
	if s := strings.TrimSpace(c.Claim.Restatement); s != "" {
		return s
	}
	return c.Target.Words(c.d.Article)
}

// address is where the article stands.
func (c claim) address() string {
	if u := c.d.Article.Meta.Canonical; u != "" {
		return u
	}
	return c.d.Article.Meta.URL
}

// day is the date of an RFC 3339 time, or the text as it is.
func day(s string) string {
	date, _, _ := strings.Cut(s, "T")
	return date
}

func write(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
