package class

import (
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The media types of the Web Annotation Protocol here. The first two are the
// same JSON-LD, whatever it is called.
const (
	jsonLD     = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`
	plainJSON  = "application/json"
	turtleType = "text/turtle"
)

// divided are the values of a header, cut at a sign outside of quoted strings.
func divided(values []string, at byte) (list []string) {
	for _, v := range values {
		quoted, from := false, 0
		for i := 0; i < len(v); i++ {
			switch {
			case v[i] == '\\' && quoted:
				i++
			case v[i] == '"':
				quoted = !quoted
			case v[i] == at && !quoted:
				list = append(list, strings.TrimSpace(v[from:i]))
				from = i + 1
			}
		}
		list = append(list, strings.TrimSpace(v[from:]))
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// accepted is the media type that an Accept header likes best (RFC 9110,
// 12.5.1), JSON-LD if it does not mind; "" if it wants none of ours. Which
// profile of JSON-LD is asked for does not matter: there is one.
func accepted(h http.Header) string {
	ranges := divided(h.Values("Accept"), ',')
	if len(ranges) == 0 {
		return jsonLD
	}
	best, most := "", 0.0
	for _, ours := range []string{jsonLD, plainJSON, turtleType} {
		name, _, _ := strings.Cut(ours, ";")
		family, _, _ := strings.Cut(name, "/")
		quality, near := 0.0, 0
		for _, r := range ranges {
			given, parameters, err := mime.ParseMediaType(r)
			exact := map[string]int{"*/*": 1, family + "/*": 2, name: 3}[given]
			if err != nil || exact <= near {
				continue
			}
			near, quality = exact, 1
			if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
				quality = q
			}
		}
		if quality > most {
			best, most = ours, quality
		}
	}
	return best
}

// A preference is how a container is to be described (RFC 7240, and section
// 4.2.1 of the protocol).
type preference struct {
	minimal bool // without annotations
	iris    bool // only their addresses
	applied bool // whether something was preferred
}

const (
	minimalContainer = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
	containedIRIs    = "http://www.w3.org/ns/oa#PreferContainedIRIs"
	containedWhole   = "http://www.w3.org/ns/oa#PreferContainedDescriptions"
)

// preferred reads a Prefer header. Whoever wants both addresses and whole
// annotations contradicts themselves, and gets what is given without a wish:
// a preference is never an error.
func preferred(h http.Header) (p preference) {
	for _, one := range divided(h.Values("Prefer"), ',') {
		parts := divided([]string{one}, ';')
		if name, value, _ := strings.Cut(parts[0], "="); !strings.EqualFold(strings.TrimSpace(name), "return") || unquoted(value) != "representation" {
			continue
		}
		var include []string
		for _, part := range parts[1:] {
			if name, value, _ := strings.Cut(part, "="); strings.EqualFold(strings.TrimSpace(name), "include") {
				include = append(include, strings.Fields(unquoted(value))...)
			}
		}
		iris, whole := slices.Contains(include, containedIRIs), slices.Contains(include, containedWhole)
		p.minimal = slices.Contains(include, minimalContainer)
		p.iris = iris && !whole
		p.applied = p.minimal || iris != whole
		return p // the first of several counts
	}
	return p
}

func unquoted(s string) string { return strings.Trim(strings.TrimSpace(s), `"`) }

// entityTag is the strong entity tag of a representation (RFC 9110, 8.8.3): the
// same words under another media type are another one.
func entityTag(data []byte, mediaType string) string {
	sum := sha256.Sum256(data)
	tag := base64.RawURLEncoding.EncodeToString(sum[:16])
	switch mediaType {
	case plainJSON:
		tag += ".json"
	case turtleType:
		tag += ".ttl"
	}
	return `"` + tag + `"`
}

// fits reports whether an If-Match and an If-None-Match header allow something
// to be changed that is now as data (RFC 9110, 13.1.1 and 13.1.2): it is named,
// in whichever media type, by the first, if there is one, and not by the other.
func fits(h http.Header, data []byte) bool {
	named := func(header, weak string) bool {
		return slices.ContainsFunc(divided(h.Values(header), ','), func(tag string) bool {
			tag = strings.TrimPrefix(tag, weak)
			return tag == "*" || tag == entityTag(data, jsonLD) || tag == entityTag(data, plainJSON) || tag == entityTag(data, turtleType)
		})
	}
	return (len(h.Values("If-Match")) == 0 || named("If-Match", "")) && !named("If-None-Match", "W/")
}

// had reports whether an If-None-Match header says that the asker has what
// would be answered.
func had(h http.Header, tag string) bool {
	return slices.ContainsFunc(divided(h.Values("If-None-Match"), ','), func(one string) bool {
		return one == "*" || strings.TrimPrefix(one, "W/") == tag
	})
}
