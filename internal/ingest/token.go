package ingest

import "strings"

// A token is a piece of HTML: text, or a tag.
type token struct {
	kind  tokenKind
	text  string // of text, with character references as written
	name  string // of a tag, in lower case
	attrs []attr
	void  bool // the tag says itself that nothing is inside: "<br/>"
}

type tokenKind int

const (
	endOfInput tokenKind = iota
	textToken
	startTag
	endTag
)

// An attr is an attribute; its name is in lower case, its value as written.
type attr struct{ name, value string }

// attr gives the value of an attribute, with character references resolved.
func (t token) attr(name string) (value string, ok bool) {
	for _, a := range t.attrs {
		if a.name == name {
			return unescape(a.value), true
		}
	}
	return "", false
}

// A tokenizer cuts HTML into tokens. It is tolerant where browsers are, and
// every character is looked at a bounded number of times: where a search for
// an end fails once, it is not made again.
type tokenizer struct {
	src  string
	at   int
	raw  string         // element whose content comes next and holds no tags
	ends map[string]int // where the next end of each kind was last found
}

// next gives the next token.
func (z *tokenizer) next() token {
	if z.raw != "" {
		if t, ok := z.rawText(); ok {
			return t
		}
	}
	start := z.at
	for z.at < len(z.src) {
		i := strings.IndexByte(z.src[z.at:], '<')
		if i < 0 {
			break
		}
		z.at += i
		if !z.isMarkup() {
			z.at++
			continue
		}
		if z.at > start {
			return token{kind: textToken, text: z.src[start:z.at]}
		}
		if t, ok := z.markup(); ok {
			return t
		}
		start = z.at
	}
	z.at = len(z.src)
	if start < z.at {
		return token{kind: textToken, text: z.src[start:]}
	}
	return token{}
}

// isMarkup reports whether the "<" here begins a tag, a comment or the like,
// and is not just a sign.
func (z *tokenizer) isMarkup() bool {
	rest := z.src[z.at+1:]
	if strings.HasPrefix(rest, "/") {
		rest = rest[1:]
	} else if strings.HasPrefix(rest, "!") || strings.HasPrefix(rest, "?") {
		return z.find(">", z.at) >= 0
	}
	return rest != "" && isLetter(rest[0]) && z.find(">", z.at) >= 0
}

// markup reads what the "<" here begins; what is no tag gives no token.
func (z *tokenizer) markup() (t token, ok bool) {
	rest := z.src[z.at:]
	for _, c := range []struct{ start, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<!", ">"}, {"<?", ">"}} {
		if !strings.HasPrefix(rest, c.start) {
			continue
		}
		end := z.find(c.end, z.at+2)
		if end < 0 {
			// An open comment: browsers drop the rest, we only its first sign.
			z.at += len(c.start)
			return token{}, false
		}
		inside := z.src[min(z.at+len(c.start), end):end]
		z.at = end + len(c.end)
		if c.start == "<![CDATA[" {
			return token{kind: textToken, text: strings.ReplaceAll(inside, "&", "&amp;")}, inside != ""
		}
		return token{}, false
	}
	z.at++
	t.kind = startTag
	if z.src[z.at] == '/' {
		t.kind = endTag
		z.at++
	}
	start := z.at
	for z.at < len(z.src) && strings.IndexByte(" \t\n/>", z.src[z.at]) < 0 {
		z.at++
	}
	t.name = strings.ToLower(z.src[start:z.at])
	z.attributes(&t)
	if t.kind == startTag && isRaw(t.name) && !t.void {
		z.raw = t.name
	}
	return t, true
}

// attributes reads up to and with the ">" of a tag. Where that is missing, the
// tag ends with the input.
func (z *tokenizer) attributes(t *token) {
	for z.at < len(z.src) {
		switch c := z.src[z.at]; {
		case c == '>':
			z.at++
			return
		case c == '/':
			z.at++
			t.void = z.at < len(z.src) && z.src[z.at] == '>'
		case isSpace(c):
			z.at++
		default:
			z.attribute(t)
		}
	}
}

func (z *tokenizer) attribute(t *token) {
	start := z.at
	z.at++ // so that a stray "=" cannot hold us here
	for z.at < len(z.src) && strings.IndexByte(" \t\n/>=", z.src[z.at]) < 0 {
		z.at++
	}
	a := attr{name: strings.ToLower(z.src[start:z.at])}
	for z.at < len(z.src) && isSpace(z.src[z.at]) {
		z.at++
	}
	if z.at < len(z.src) && z.src[z.at] == '=' {
		z.at++
		for z.at < len(z.src) && isSpace(z.src[z.at]) {
			z.at++
		}
		a.value = z.value()
	}
	// No element that is read has more; the rest is an attack or a mistake.
	if len(t.attrs) < 50 {
		t.attrs = append(t.attrs, a)
	}
}

// value reads the value of an attribute, in quotation marks or bare.
func (z *tokenizer) value() string {
	if z.at < len(z.src) && (z.src[z.at] == '"' || z.src[z.at] == '\'') {
		if end := z.find(z.src[z.at:z.at+1], z.at+1); end >= 0 {
			v := z.src[z.at+1 : end]
			z.at = end + 1
			return v
		}
	}
	start := z.at
	for z.at < len(z.src) && z.src[z.at] != '>' && !isSpace(z.src[z.at]) {
		z.at++
	}
	return z.src[start:z.at]
}

// rawText reads the content of a script, style or the like up to its end tag.
func (z *tokenizer) rawText() (token, bool) {
	name := z.raw
	z.raw = ""
	end := z.endOf(name)
	if end < 0 {
		end = len(z.src)
	}
	t := token{kind: textToken, text: z.src[z.at:end]}
	z.at = end
	return t, t.text != ""
}

// endOf is where the next end tag of the element begins, or -1.
func (z *tokenizer) endOf(name string) int {
	if end, known := z.ends["/"+name]; known && (end < 0 || end >= z.at) {
		return end
	}
	end := -1
	for i := z.at; ; {
		j := strings.Index(z.src[i:], "</")
		if j < 0 {
			break
		}
		i += j + 2
		if len(z.src)-i >= len(name) && strings.EqualFold(z.src[i:i+len(name)], name) {
			end = i - 2
			break
		}
	}
	z.ends["/"+name] = end
	return end
}

// find is where what comes next from the offset on, or -1.
func (z *tokenizer) find(what string, from int) int {
	if end, known := z.ends[what]; known && (end < 0 || end >= from) {
		return end
	}
	end := strings.Index(z.src[from:], what)
	if end >= 0 {
		end += from
	}
	z.ends[what] = end
	return end
}

// isRaw reports whether the element's content holds no tags.
func isRaw(name string) bool {
	return listed("|script|style|title|textarea|iframe|noembed|noframes|xmp|", name)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
