// Package suggest proposes who says what. Around looks at the sentence that a
// marked passage stands in, finds the cue ("said", "according to") and the
// words of its source, and tells who they mean; Quotation finds the quotation
// at an offset. What it proposes follows the rules of PolNeAR: one contiguous
// cue without the comma behind it, quotation marks belong to the content, a
// source may be missing ("it is said") or compound, a relative pronoun is
// itself the source.
//
// It is a simple rule over small word lists: it reads only the neighbourhood,
// decides nothing, and knows neither the editor nor the screen.
package suggest

import (
	"cmp"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/ledger"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// Engine and Version name this package in the Origin of what it proposes.
const (
	Engine  = "quoth-rules"
	Version = "1"
)

// A Proposal is one answer to "who says this?". Its spans lie within blocks.
type Proposal struct {
	Cue    text.Bytes   // zero if there is none
	Source []text.Bytes // none in "it is said"; several of a compound source
	// Speaker is set if the source means one of the known speakers.
	Speaker annotation.SpeakerID
	// Name is what the speaker is called, as fully as the article does: for
	// "Ms Quill" it is "Mara Quill" if that stands earlier. Of an unnamed
	// speaker it is the description; empty if nobody can be told.
	Name string
	Kind annotation.SpeakerKind
	// Description is what the article calls an unnamed speaker, as printed.
	Description string
	// Role is the title or the apposition at the name: "the harbour master".
	Role    string
	Form    annotation.Form
	Act     annotation.Act
	Negated bool // the source is said not to say it
	// Content is the marked passage made whole: with its quotation marks, and
	// with the other half of a quotation that the cue breaks.
	Content annotation.Target
	Score   float64 // 0 to 1
	Why     string  // in a few words, for the reader
}

// atMost is how many proposals a reader can look through.
const atMost = 3

// Around proposes who says a marked passage, best first, at most three. It
// returns none if the passage lies outside the article, or nothing in the
// neighbourhood names anybody.
func Around(a *article.Article, content annotation.Target, known []*annotation.Speaker) []Proposal {
	if !within(a, content) {
		return nil
	}
	f := frame(a, content)
	languages := []string{"en", "de", "fr", "es", "it", "pt", "nl"}
	if l := languageOf(a); a.Meta.Language != "" && l != nil {
		return (&search{a, l, known, f}).run()
	}
	var best []Proposal
	for _, tag := range languages {
		found := (&search{a, lexicon.Of(tag), known, f}).run()
		if len(best) == 0 || len(found) > 0 && found[0].Score > best[0].Score {
			best = found
		}
		if len(best) > 0 && best[0].Score >= sure {
			break
		}
	}
	return best
}

// within reports whether every span is words of the article.
func within(a *article.Article, t annotation.Target) bool {
	if len(a.Blocks) == 0 || len(t) == 0 {
		return false
	}
	for i, b := range t {
		if _, err := text.Slice(a.Text, b); err != nil || text.Trim(a.Text, b).Len() == 0 || i > 0 && b.Start < t[i-1].End {
			return false
		}
	}
	return true
}

// A framed passage is what was marked, made whole, and what its cue stands
// beside: itself, or the quotation that it is a part of.
type framed struct {
	content annotation.Target
	around  annotation.Target
	quoted  bool
}

func frame(a *article.Article, marked annotation.Target) (f framed) {
	f.quoted = true
	for _, b := range marked {
		b = text.Trim(a.Text, b)
		q, ok := Quotation(a, b.Start)
		part := -1
		for i, span := range q {
			if ok && span.Covers(b) {
				part = i
			}
		}
		switch {
		case part >= 0 && bare(a, q[part]) == bare(a, b):
			f.content = append(f.content, q...)
			f.around = append(f.around, q...)
		case part >= 0:
			f.content = append(f.content, b)
			f.around = append(f.around, q...)
		default:
			f.quoted = false
			if n := len(strings.TrimRight(a.Text[b.Start:b.End], " ,;:—–")); n > 0 {
				b.End = b.Start + text.Byte(n)
			}
			f.content = append(f.content, b)
			f.around = append(f.around, b)
		}
	}
	f.content, f.around = united(f.content), united(f.around)
	return f
}

// bare is the span without its quotation marks and the signs at its ends.
func bare(a *article.Article, b text.Bytes) text.Bytes {
	const signs = "“”„«»‹›‘’‚'\"「」『』 \n\t\u00a0\u202f.,;:!?…—–"
	s := a.Text[b.Start:b.End]
	b.End -= text.Byte(len(s) - len(strings.TrimRight(s, signs)))
	b.Start += text.Byte(len(s) - len(strings.TrimLeft(s, signs)))
	return b
}

// united sorts the spans and joins those that overlap or touch.
func united(t annotation.Target) annotation.Target {
	slices.SortFunc(t, func(a, b text.Bytes) int { return cmp.Compare(a.Start, b.Start) })
	var u annotation.Target
	for _, b := range t {
		if n := len(u); n > 0 && b.Start <= u[n-1].End {
			u[n-1].End = max(u[n-1].End, b.End)
			continue
		}
		u = append(u, b)
	}
	return u
}

// proposal is the match in the terms of the article.
func (s *search) proposal(m match) Proposal {
	p := Proposal{Act: m.act, Negated: m.not, Content: s.content, Score: max(0, min(1, m.score)), Why: m.why}
	if m.content != nil {
		p.Content = m.content
	}
	if p.Form = annotation.Direct; !s.quoted {
		p.Form = ledger.FormOf(s.article, p.Content)
	}
	if p.Act == "" {
		p.Act = annotation.Statement
	}
	if m.cue[1] > m.cue[0] {
		p.Cue = m.clause.span(m.cue[0], m.cue[1])
	}
	if m.source != nil {
		for _, part := range m.source.parts {
			p.Source = append(p.Source, m.clause.span(part[0], part[1]))
		}
		who := s.identify(m.clause, *m.source)
		if r := m.source.role; who.role == "" && r[1] > r[0] && who.kind == annotation.Person {
			who.role = m.clause.text(r[0], r[1])
		}
		p.Speaker, p.Name, p.Kind, p.Description, p.Role = who.speaker, who.name, who.kind, who.description, who.role
	}
	return p
}
