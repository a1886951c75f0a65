package ingest

import (
	"strings"
	"unicode"
)

// maxLink bounds how far a link's address is looked for, so that broken markup
// cannot make the reading slow; maxParens how deep parentheses nest in it.
const (
	maxLink   = 2000
	maxParens = 32
)

// address reads <https://example.org> and the like.
func (p *inlineParser) address(i int) (next int) {
	rest := p.src[i+1 : min(len(p.src), i+maxLink)]
	end := strings.IndexAny(rest, "> <\n")
	if end < 0 || rest[end] != '>' {
		return i + 1
	}
	url, ok := webURL(rest[:end])
	if !ok {
		return i + 1
	}
	p.words(i)
	p.add(node{text: rest[:end], link: url})
	p.from = i + 1 + end + 1
	return p.from
}

// closeBracket ends a link or an image if an address follows the "]".
func (p *inlineParser) closeBracket(i int) (next int) {
	b := p.brackets[len(p.brackets)-1]
	p.brackets = p.brackets[:len(p.brackets)-1]
	url, n := target(p.src[i+1 : min(len(p.src), i+maxLink)])
	if n == 0 {
		return i + 1
	}
	p.words(i)
	p.from = i + 1 + n
	if b.image {
		var alt strings.Builder
		for _, n := range p.nodes[b.node+1:] {
			alt.WriteString(n.text)
		}
		p.captions = append(p.captions, alt.String())
		p.nodes = p.nodes[:b.node]
		return p.from
	}
	p.nodes[b.node].text = ""
	if url, ok := webURL(url); ok {
		for k := b.node; k < len(p.nodes); k++ {
			p.nodes[k].link = url
		}
	}
	p.brackets = p.brackets[:0] // no link within a link, and no slow nesting
	return p.from
}

// target reads "(address "title")" and gives its length, or 0.
func target(s string) (url string, n int) {
	if !strings.HasPrefix(s, "(") {
		return "", 0
	}
	rest := strings.TrimLeft(s[1:], " \n")
	if strings.HasPrefix(rest, "<") {
		end := strings.IndexAny(rest[1:], "<>\n") + 1
		if rest[end] != '>' {
			return "", 0
		}
		url, rest = rest[1:end], rest[end+1:]
	} else {
		depth, end := 0, 0
		for ; end < len(rest) && rest[end] > ' ' && depth < maxParens && (rest[end] != ')' || depth > 0); end++ {
			switch rest[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		url, rest = rest[:end], rest[end:]
	}
	rest = strings.TrimLeft(rest, " \n")
	if rest != "" && strings.IndexByte("\"'", rest[0]) >= 0 {
		end := strings.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return "", 0
		}
		rest = strings.TrimLeft(rest[end+2:], " \n")
	}
	if !strings.HasPrefix(rest, ")") {
		return "", 0
	}
	return url, len(s) - len(rest) + 1
}

// webURL is the address if a link may point there: http, https or mailto.
func webURL(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return "", false
		}
	}
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return scheme + s[len(scheme):], true
		}
	}
	return "", false
}
