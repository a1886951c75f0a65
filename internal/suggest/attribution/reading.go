package attribution

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/suggest"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// A reading is an article cut into tokens, sentences and quotations.
type reading struct {
	article   *article.Article
	text      string
	lang      *lexicon.Lexicon
	language  string
	vocab     *vocabulary
	model     *Model
	tokens    []token
	sentences []sentence
	pieces    []piece
	quotes    []*quotation
	times     map[uint32]int // how often the same words stand between marks
	blocks    [][2]int       // tokens of each block
}

// A sentence is tokens of one block. What stands between quotation marks is
// in the sentence that the marks are in, however many sentences it holds.
type sentence struct {
	from, to int
	block    int
	title    bool // a headline, where verbs stand in the present and articles are left out
}

// A piece is what stands between two marks.
type piece struct {
	span     text.Bytes
	from, to int
	block    int
	joined   bool // the marks and the words between say that the piece before goes on
}

// A quotation is what stands between marks, with the halves that its cue parts.
type quotation struct {
	target annotation.Target
	parts  [][2]int // tokens of each span, the marks included
	block  int
	words  int
	p      float64 // how likely it is a content by itself
	direct bool    // it is
}

func read(a *article.Article, m *Model) *reading {
	language := suggest.LanguageOf(a)
	lang := lexicon.Of(language)
	if lang == nil {
		lang = &lexicon.Lexicon{}
	}
	r := &reading{article: a, text: a.Text, lang: lang, language: language, vocab: vocabularyOf(language)}
	if m != nil && m.language == language {
		r.model = m
	}
	r.tokens = make([]token, 0, len(a.Text)/4)
	for _, b := range a.Blocks {
		from := len(r.tokens)
		r.cut(int(b.Span.Start), int(b.Span.End))
		r.blocks = append(r.blocks, [2]int{from, len(r.tokens)})
	}
	r.findQuotations()
	r.join(func(k int) bool { return r.probability(r.joinChoice(k)) >= r.vocab.limits.join })
	for b := range r.blocks {
		r.findSentences(b)
	}
	return r
}

// at is the first token that ends behind a byte.
func (r *reading) at(offset int) int {
	return sort.Search(len(r.tokens), func(i int) bool { return r.tokens[i].end > offset })
}

func (r *reading) findQuotations() {
	a := doubled(r.article)
	for b := range a.Blocks {
		for _, target := range suggest.Quotations(a, b) {
			for i, span := range target {
				if end := int(span.End); a.Text[end-1] == '"' && end < len(a.Text) && a.Text[end] == filler {
					span.End++
				}
				from, to := r.at(int(span.Start)), r.at(int(span.End)-1)+1
				if to = min(to, len(r.tokens)); to > from {
					r.pieces = append(r.pieces, piece{span: span, from: from, to: to, joined: i > 0, block: r.article.BlockAt(span.Start)})
				}
			}
		}
	}
	slices.SortFunc(r.pieces, func(x, y piece) int { return cmp.Compare(x.from, y.from) })
}

const filler = '\x01'

// doubled is the article with ” for ” as newspapers' databases write it.
func doubled(a *article.Article) *article.Article {
	if !strings.Contains(a.Text, "''") {
		return a
	}
	shadow := *a
	shadow.Text = strings.ReplaceAll(a.Text, "''", "\""+string(rune(filler)))
	return &shadow
}

// findSentences cuts the tokens of a block into sentences.
func (r *reading) findSentences(block int) {
	from, to := r.blocks[block][0], r.blocks[block][1]
	start := from
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		t.sentence = len(r.sentences)
		if i+1 < to && !r.stops(i) {
			continue
		}
		if i+1 > start {
			r.sentences = append(r.sentences, sentence{from: start, to: i + 1, block: block})
		}
		start = i + 1
	}
	kind := r.article.Blocks[block].Kind
	if n := len(r.sentences); n > 0 && to > from {
		last := &r.tokens[to-1]
		short := last.word() && to-from < 30 && block < 4
		if kind == article.Headline || kind == article.Heading || kind == article.Deck || short {
			for k := n - 1; k >= 0 && r.sentences[k].block == block; k-- {
				r.sentences[k].title = true
			}
		}
	}
}

// stops reports whether a sentence ends with token i.
func (r *reading) stops(i int) bool {
	t, next := &r.tokens[i], &r.tokens[i+1]
	switch {
	case t.sign == '\n':
		return next.shape != small
	case t.quote > 0 && next.quote == t.quote:
		return false // within a quotation, or between its halves
	case strings.ContainsRune(".!?…", t.sign) && t.sign != 0:
		if strings.ContainsRune(".!?)]”’\"'", next.sign) && next.sign != 0 && (next.quote == 0 || next.quote == t.quote) {
			return false
		}
		return t.sign != '…' || next.shape != small
	case t.quote > 0: // the closing mark
		j := i
		for j > 0 && i-j < 4 && r.tokens[j].sign != 0 && strings.ContainsRune("”’\"'“«»」』‘", r.tokens[j].sign) {
			j--
		}
		switch r.tokens[j].sign {
		case '.':
			return next.sign == 0 && next.shape != small || next.quote > 0 || next.sign == '('
		case '!', '?':
			return (next.shape != small && next.sign == 0 || next.quote > 0) && !r.saidSoon(i+1)
		}
	}
	return false
}

// saidSoon reports a verb of saying within a few words: “Is it?” Quill asked.
func (r *reading) saidSoon(i int) bool {
	for k := i; k < len(r.tokens) && k < i+5 && r.tokens[k].sign == 0; k++ {
		if r.tokens[k].is(lexicon.Verb) {
			return true
		}
	}
	return false
}

// Plain makes an article of a text whose paragraphs are parted by empty lines
// or, if there are none, by line ends. The text stays as it is, to the byte,
// so that offsets into it hold; the language is a BCP 47 tag.
func Plain(s, language string) *article.Article {
	a := &article.Article{Text: s, Meta: article.Meta{Language: language}}
	blank := strings.Contains(s, "\n\n") || strings.Contains(s, "\n\r\n")
	start, empty := 0, true
	flush := func(end int) {
		for start < end && strings.IndexByte(" \t\r\n", s[start]) >= 0 {
			start++
		}
		stop := end
		for stop > start && strings.IndexByte(" \t\r\n", s[stop-1]) >= 0 {
			stop--
		}
		if stop > start && strings.IndexFunc(s[start:stop], func(c rune) bool { return !unicode.IsSpace(c) }) >= 0 {
			a.Blocks = append(a.Blocks, article.Block{Kind: article.Paragraph, Span: text.Bytes{Start: text.Byte(start), End: text.Byte(stop)}})
		}
		start = end
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			if empty || !blank || newParagraph(s, i) {
				flush(i)
			}
			empty = true
		case ' ', '\t', '\r':
		default:
			empty = false
		}
	}
	flush(len(s))
	return a
}

// newParagraph tells a line end that parts paragraphs from one where a line
// was wrapped: the next line opens a quotation or a list.
func newParagraph(s string, i int) bool {
	next, n := utf8.DecodeRuneInString(s[min(i+1, len(s)):])
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i], " \t\r"))
	switch {
	case n == 0 || unicode.IsSpace(next) || unicode.IsLower(next):
		return false
	case strings.ContainsRune("“„«»「『\"‘'•—–-*", next):
		return true
	}
	return strings.ContainsRune(".!?:”\"»“…。！？", last)
}
