package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// bylines fills in who wrote the article.
func (d *document) bylines(a *About, s *said) {
	o := s.object()
	set := func(names []string, source string) {
		if len(a.Bylines) == 0 && len(names) > 0 {
			a.Bylines = names
			a.note("bylines", source)
		}
	}
	site := letters(o.text("publisher"))
	data := people(texts(o["author"]))
	if len(data) == 1 && site != "" && letters(data[0]) == site {
		data = nil // nobody, that is
	}
	set(data, "json-ld")
	set(people(texts(o["creator"])), "json-ld")
	for _, name := range []string{"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "article:author_name", "citation_author", "og:article:author", "rbauthors", "authors"} {
		set(people(s.metas[name]), name)
	}
	set(s.printedNames(), "page")
	for _, b := range d.blocks {
		if (b.Kind == article.Byline || b.aside == byline) && b.kept {
			set(people([]string{b.Text}), "page")
		}
	}
}

// printedNames are the names in the first byline of the page. Elements named
// as an author that stand outside of it belong to other articles.
func (s *said) printedNames() []string {
	var names []string
	for _, name := range people(s.authors) {
		for _, line := range s.bylines[:min(len(s.bylines), 1)] {
			if strings.Contains(letters(line), letters(name)) {
				names = append(names, name)
			}
		}
	}
	if names != nil {
		return names
	}
	whole := ""
	for _, line := range append(slices.Clone(s.authors), s.bylines...) {
		found := people([]string{line})
		switch {
		case found == nil:
		case names == nil:
			names, whole = found, letters(line)
		case len(letters(line)) < len(whole) && strings.Contains(whole, letters(line)) && len(found) == 1 && len(names) == 1:
			return found // the name alone, inside of the line with the paper's
		}
	}
	return names
}

// maxPeople bounds how many names one article has.
const maxPeople = 20

// people makes names of lines such as "By Ann Example and Bo Sample, of The
// Harbour Press". What is an address, the site itself or no name is left out.
func people(lines []string) []string {
	var out []string
	for _, line := range lines {
		for _, name := range split(line) {
			key := letters(name)
			twice := slices.ContainsFunc(out, func(o string) bool { return strings.HasPrefix(key, letters(o)) })
			out = slices.DeleteFunc(out, func(o string) bool { return !twice && strings.HasPrefix(letters(o), key) })
			if key == "" || twice || len(out) >= maxPeople {
				continue
			}
			if len(out) > 0 && len(name) <= 3 && strings.ToUpper(name) == name {
				continue // "Ann Example, MD"
			}
			out = append(out, name)
		}
	}
	return out
}

// split takes a line of names apart.
func split(line string) []string {
	line = plain(line)
	low := strings.ToLower(line)
	for _, by := range []string{"by ", "by: ", "von ", "por ", "par ", "di ", "da ", "text: ", "written by ", "author: ", "authors: ", "publicado por ", "posted by "} {
		if strings.HasPrefix(low, by) && len(line) > len(by) {
			line, low = line[len(by):], low[len(by):]
		}
	}
	if utf8.RuneCountInString(line) > 200 {
		return nil
	}
	if job, names, ok := strings.Cut(line, ": "); ok && !strings.Contains(job, " ") {
		line = names // "Text: Ann Example"
	}
	for _, join := range []string{" and ", " AND ", " & ", " und ", " et ", " with ", " y "} {
		line = strings.ReplaceAll(line, join, ", ")
	}
	line = cutAt(line, "|", "•", "·", " - ", " – ", " — ", " on ", " @", "(", " for ", " in ", " of The", "Updated", "Published", "Posted", " at ")
	if at := strings.IndexFunc(line, unicode.IsDigit); at > 0 && strings.Contains(strings.TrimSpace(line[:at]), " ") {
		line = strings.TrimSpace(line[:at]) // "Ann Example 3/5/2031"
	}
	var out []string
	for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(",;、，", r) }) {
		part = strings.TrimSpace(part)
		if isPerson(part) {
			out = append(out, part)
		} else if out == nil {
			return nil // a list of something else
		}
	}
	return out
}

// cutAt cuts a line before the first of the signs that is not at its start.
func cutAt(s string, signs ...string) string {
	for _, sign := range signs {
		if at := strings.Index(s, sign); at > 0 {
			s = strings.TrimSpace(s[:at])
		}
	}
	return s
}

// isPerson reports whether a part of a byline is somebody's name: it has
// letters, no digits, not too many words, and is no job and no address.
func isPerson(s string) bool {
	if n := utf8.RuneCountInString(s); n < 2 || n > 60 || len(strings.Fields(s)) > 6 || strings.ContainsAny(s, "@:/\\") {
		return false
	}
	if strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(strings.ToLower(s), "http") || strings.Contains(s, ".com") || strings.Contains(s, "www.") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) || unicode.IsLower(r) && ingest.SplitNames(s) == nil && strings.Contains(s, " ") {
		return false
	}
	low := " " + strings.ToLower(s) + " "
	for _, job := range []string{" correspondent ", " editor ", " reporter ", " writer ", " staff ", " journalist ", " producer ", " contributor ", " follow ", " share ", " comment", " subscribe", " read more", " senior ", " admin ", " posted ", " published ", " updated ", " written ", " author "} {
		if strings.Contains(low, job) {
			return false
		}
	}
	return true
}
