// Package ledger counts who speaks in an article, and how much: the source
// balance of a layer, computed from its attributions. It also knows the rules
// of names: which known speaker a name means, who is meant by the letters
// typed so far, and what becomes of two speakers who are one.
//
// It is pure: it edits nothing and remembers nothing.
package ledger

import (
	"cmp"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A Ledger is everyone who speaks in an article.
type Ledger struct {
	// Rows has one row for every speaker, also those without a word: most
	// words first, and among equals the first to speak.
	Rows []Row
	// Named and Unnamed count the speakers in Rows.
	Named, Unnamed int
	// Words counts the attributed words. Words that two speakers say, or
	// that one quotes of another, count for each.
	Words int
	// UnnamedWords is how many of Words are by unnamed speakers.
	UnnamedWords int
	// Unattributed counts the contents that no speaker is named for.
	Unattributed int
}

// A Row is one speaker's part. A passage is a content annotation: a quotation
// or claim that an attribution, or a field of its own, gives to the speaker.
type Row struct {
	Speaker *annotation.Speaker
	// Claims counts the passages whose label is one for claims, or that a
	// field gives to the speaker; Quotations those with the words of the speaker themselves (direct or mixed).
	Claims, Quotations int
	// Direct, Indirect and Mixed count the passages by form. The form of the
	// attribution goes first; where it is silent, quotation marks tell.
	Direct, Indirect, Mixed int
	// Words counts the words of the passages, each once however many
	// passages it lies in. A character of Chinese or Japanese is a word.
	Words int
	// Share is Words of the ledger's Words, 0 to 1.
	Share float64
	// First is where the speaker's first passage begins, or -1.
	First text.Byte
	// Mentions counts the source annotations that stand for the speaker.
	Mentions int
}

// passage is one content with its speaker.
type passage struct {
	content annotation.ID
	speaker annotation.SpeakerID
}

// Of counts the speakers of a layer of the article. The lists may be in any
// order; what refers to nothing in them is left out.
func Of(a *article.Article, annotations []*annotation.Annotation, attributions []*annotation.Attribution, speakers []*annotation.Speaker, s *scheme.Scheme) Ledger {
	c := counter{article: a, labels: labels(s), rows: make(map[annotation.SpeakerID]*tally, len(speakers)), by: make(map[annotation.ID]*annotation.Annotation, len(annotations))}
	for _, p := range speakers {
		c.rows[p.ID] = &tally{Row: Row{Speaker: p, First: -1}}
	}
	for _, an := range annotations {
		c.by[an.ID] = an
	}
	seen := make(map[passage]bool)
	attributed := make(map[annotation.ID]bool)
	for _, at := range attributions {
		t := c.rows[at.Speaker]
		if t != nil {
			t.Mentions += len(at.Source)
		}
		for _, id := range at.Content {
			if t == nil || c.by[id] == nil || seen[passage{id, at.Speaker}] {
				continue
			}
			seen[passage{id, at.Speaker}], attributed[id] = true, true
			c.add(t, c.by[id], at.Form)
		}
	}
	var l Ledger
	for _, an := range annotations {
		label, ok := c.labels[an.Label]
		if !ok {
			continue
		}
		named := attributed[an.ID]
		for _, field := range label.speakers {
			id := annotation.SpeakerID(an.Fields[field])
			if t := c.rows[id]; t != nil {
				named = true
				if !seen[passage{an.ID, id}] {
					seen[passage{an.ID, id}] = true
					c.add(t, an, "")
				}
			}
		}
		if label.content && !named {
			l.Unattributed++
		}
	}
	for _, p := range speakers {
		t := c.rows[p.ID]
		t.Words = words(a.Text, t.spans)
		l.Words += t.Words
		if p.Kind == annotation.Unnamed {
			l.Unnamed++
			l.UnnamedWords += t.Words
		} else {
			l.Named++
		}
		l.Rows = append(l.Rows, t.Row)
	}
	for i := range l.Rows {
		if l.Words > 0 {
			l.Rows[i].Share = float64(l.Rows[i].Words) / float64(l.Words)
		}
	}
	slices.SortStableFunc(l.Rows, func(x, y Row) int {
		// Nobody's words begin at -1, which as an unsigned number is last.
		return cmp.Or(cmp.Compare(y.Words, x.Words), cmp.Compare(uint(x.First), uint(y.First)))
	})
	return l
}

// UnnamedShare is the part of the attributed words that is by unnamed
// speakers, 0 to 1.
func (l Ledger) UnnamedShare() float64 {
	if l.Words == 0 {
		return 0
	}
	return float64(l.UnnamedWords) / float64(l.Words)
}

type counter struct {
	article *article.Article
	labels  map[scheme.ID]labelled
	by      map[annotation.ID]*annotation.Annotation
	rows    map[annotation.SpeakerID]*tally
}

type tally struct {
	Row
	spans []text.Bytes
}

// labelled is what the ledger must know of a label.
type labelled struct {
	content, claim bool
	speakers       []scheme.ID // the fields that name one
}

func labels(s *scheme.Scheme) map[scheme.ID]labelled {
	known := map[scheme.ID]labelled{}
	if s == nil {
		return known
	}
	for _, label := range s.Labels {
		l := labelled{content: label.Role == scheme.Content, claim: label.Claim}
		for _, f := range label.Fields {
			if f.Type == scheme.Speaker {
				l.speakers = append(l.speakers, f.ID)
			}
		}
		known[label.ID] = l
	}
	return known
}

// add counts a passage for its speaker.
func (c *counter) add(t *tally, an *annotation.Annotation, form annotation.Form) {
	if len(an.Target) == 0 {
		return
	}
	// A passage given to somebody by a field is their claim, whatever the label.
	label := c.labels[an.Label]
	if label.claim || slices.ContainsFunc(label.speakers, func(field scheme.ID) bool {
		return an.Fields[field] == string(t.Speaker.ID)
	}) {
		t.Claims++
	}
	if form == "" {
		form = FormOf(c.article, an.Target)
	}
	switch form {
	case annotation.Direct:
		t.Direct++
		t.Quotations++
	case annotation.Mixed:
		t.Mixed++
		t.Quotations++
	default:
		t.Indirect++
	}
	if at := an.Target[0].Start; t.First < 0 || at < t.First {
		t.First = at
	}
	t.spans = append(t.spans, an.Target...)
}

// words counts the words in the union of the spans, which it sorts.
func words(s string, spans []text.Bytes) int {
	slices.SortFunc(spans, func(a, b text.Bytes) int { return cmp.Compare(a.Start, b.Start) })
	n := 0
	var to text.Byte
	for _, b := range spans {
		if b.Start = max(b.Start, to); b.End > b.Start && int(b.End) <= len(s) {
			n += text.CountWords(s[b.Start:b.End])
			to = b.End
		}
	}
	return n
}
