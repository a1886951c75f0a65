package extract

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
)

// Bounds of a page's JSON-LD: bytes of one script, and depth of nesting that
// is followed. Real ones stay far below.
const (
	maxData  = 2_000_000
	maxDepth = 12
)

// articleTypes are the types of https://schema.org/Article that news uses, the
// more telling first.
var articleTypes = []string{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "Report", "SatiricalArticle", "AdvertiserContentArticle", "TechArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "SocialMediaPosting", "ClaimReview", "WebPage", "ItemPage"}

// An object is one of JSON-LD.
type object map[string]any

// linkedData are the objects of a script in the order of the page, the inner
// ones behind the outer. What is no JSON counts as nothing.
func linkedData(n *html.Node) []object {
	if n.FirstChild == nil || len(n.FirstChild.Data) > maxData {
		return nil
	}
	raw := strings.TrimSpace(n.FirstChild.Data)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		raw = strings.TrimSpace(strings.TrimPrefix(raw, wrap))
	}
	for _, wrap := range []string{"-->", "//]]>", "]]>", "/*]]>*/", ";"} {
		raw = strings.TrimSpace(strings.TrimSuffix(raw, wrap))
	}
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		// The usual fault is a line end within a string.
		raw = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, raw)
		if json.Unmarshal([]byte(raw), &v) != nil {
			return nil
		}
	}
	var out []object
	collect(v, 0, &out)
	return out
}

func collect(v any, depth int, out *[]object) {
	if depth > maxDepth || len(*out) > 500 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			collect(x, depth+1, out)
		}
	case map[string]any:
		*out = append(*out, v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "author", "publisher"} {
			if inner, ok := v[key]; ok {
				collect(inner, depth+1, out)
			}
		}
	}
}

// rank is how telling the type of an object is, from 0; negative for what is
// no article.
func (o object) rank() int {
	best := -1
	for _, t := range texts(o["@type"]) {
		t = strings.TrimPrefix(strings.TrimPrefix(t, "https://schema.org/"), "http://schema.org/")
		for i, name := range articleTypes {
			if t == name && (best < 0 || i < best) {
				best = i
			}
		}
	}
	return best
}

// text is a property as one text; of an object, its name.
func (o object) text(key string) string {
	if all := texts(o[key]); len(all) > 0 {
		return all[0]
	}
	return ""
}

// texts are the texts of a value: its own, those of a list, or the name of an
// object.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if s := plain(v); s != "" {
			return []string{s}
		}
	case []any:
		var out []string
		for _, x := range v {
			if len(out) > 100 {
				break
			}
			switch x.(type) {
			case []any:
			default:
				out = append(out, texts(x)...)
			}
		}
		return out
	case map[string]any:
		for _, key := range []string{"name", "@value"} {
			if s, ok := v[key].(string); ok && plain(s) != "" {
				return []string{plain(s)}
			}
			if list, ok := v[key].([]any); ok && len(list) > 0 {
				if s, ok := list[0].(string); ok && plain(s) != "" {
					return []string{plain(s)}
				}
			}
		}
	}
	return nil
}

// address is a property as an address: its own, or that of an object.
func (o object) address(key string) string {
	switch v := o[key].(type) {
	case string:
		return v
	case map[string]any:
		for _, key := range []string{"@id", "url"} {
			if s, ok := v[key].(string); ok {
				return s
			}
		}
	}
	return ""
}

// resolve puts the objects that the author and publisher of o only name by
// their @id into their places.
func (o object) resolve(all []object) {
	byID := map[string]object{}
	for _, x := range all {
		if id, ok := x["@id"].(string); ok && len(x) > 1 && len(texts(map[string]any(x))) > 0 {
			byID[id] = x
		}
	}
	find := func(v any) any {
		if m, ok := v.(map[string]any); ok && m["name"] == nil {
			if id, ok := m["@id"].(string); ok && byID[id] != nil {
				return map[string]any{"name": byID[id]["name"]}
			}
		}
		return v
	}
	for _, key := range []string{"author", "publisher", "creator"} {
		if list, ok := o[key].([]any); ok {
			for i := range list[:min(len(list), 100)] {
				list[i] = find(list[i])
			}
		} else if v, ok := o[key]; ok {
			o[key] = find(v)
		}
	}
}

// free is what an object says about being open to all: true, false, or nil.
func (o object) free() *bool {
	var b bool
	switch v := o["isAccessibleForFree"].(type) {
	case bool:
		b = v
	case string:
		b = !strings.EqualFold(strings.TrimSpace(v), "false")
	default:
		return nil
	}
	return &b
}
