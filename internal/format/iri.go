package format

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// quothTerms is the name space of what the W3C vocabulary has no word for.
const quothTerms = "urn:quoth:terms:"

// iriOf names the article by its text, so that everybody who has the same
// words speaks of the same thing.
func iriOf(a *article.Article) string { return "urn:sha256:" + hashOf(a.Text) }

// sourceOf is what the annotations are about: the page as it names itself,
// or else as it was given, or else the text.
func sourceOf(a *article.Article) string { return SourcesOf(a)[0] }

// isIRI reports whether an address can stand in JSON-LD as it is. RFC 3987
// leaves out these characters; anything else is for the address's own server.
func isIRI(url string) bool {
	return article.IsLink(url) && !strings.ContainsFunc(url, func(r rune) bool {
		return r <= ' ' || r == 0x7F || strings.ContainsRune("<>\"{}|\\^`", r)
	})
}

// layerIRI and partIRI name a layer and what is in it. A part's name has its
// layer's in it, because a copied layer keeps the ids of its annotations.
func layerIRI(l *annotation.Layer) string {
	id := strings.ToLower(string(l.ID))
	if isUUID(id) {
		return "urn:uuid:" + id
	}
	return "urn:quoth:layer:" + escaped(string(l.ID))
}

func partIRI[S ~string](l *annotation.Layer, kind string, id S) string {
	return layerIRI(l) + "#" + kind + "/" + escaped(string(id))
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		switch hyphen := i == 8 || i == 13 || i == 18 || i == 23; {
		case hyphen != (c == '-'):
			return false
		case !hyphen && (c < '0' || c > '9') && (c < 'a' || c > 'f'):
			return false
		}
	}
	return true
}

// escaped writes what may not stand in a part of an IRI as %XX (RFC 3986).
func escaped(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
	return b.String()
}
