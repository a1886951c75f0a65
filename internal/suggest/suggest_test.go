package suggest

import (
	"fmt"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// read makes an article of a passage in which [content], {cue} and <source>
// are marked; blocks are parted by blank lines, and "# " begins a headline.
func read(t testing.TB, language, marked string) (a *article.Article, content, cue, source annotation.Target) {
	t.Helper()
	var drafts []article.Draft
	at := text.Byte(0)
	var open [3]text.Byte
	targets := []*annotation.Target{&content, &cue, &source}
	for _, block := range strings.Split(marked, "\n\n") {
		d := article.Draft{Kind: article.Paragraph}
		if rest, ok := strings.CutPrefix(block, "# "); ok {
			d.Kind, block = article.Headline, rest
		}
		var b strings.Builder
		for _, r := range block {
			if i := strings.IndexRune("[{<", r); i >= 0 {
				open[i] = at + text.Byte(b.Len())
			} else if i := strings.IndexRune("]}>", r); i >= 0 {
				*targets[i] = append(*targets[i], text.Bytes{Start: open[i], End: at + text.Byte(b.Len())})
			} else {
				b.WriteRune(r)
			}
		}
		d.Text = b.String()
		at += text.Byte(b.Len() + len(article.Separator))
		drafts = append(drafts, d)
	}
	a, err := article.New(drafts, article.Meta{Language: language}, nil)
	if err != nil {
		t.Fatalf("%q: %v", marked, err)
	}
	return a, content, cue, source
}

// show writes the spans of a proposal back as marks.
func show(a *article.Article, content, cue, source annotation.Target) string {
	var b strings.Builder
	for i := 0; i <= len(a.Text); i++ {
		for k, t := range []annotation.Target{source, cue, content} {
			for _, s := range t {
				if int(s.End) == i {
					b.WriteByte(">}]"[k])
				}
			}
		}
		for k, t := range []annotation.Target{content, cue, source} {
			for _, s := range t {
				if int(s.Start) == i {
					b.WriteByte("[{<"[k])
				}
			}
		}
		if i < len(a.Text) {
			b.WriteByte(a.Text[i])
		}
	}
	return b.String()
}

func shown(a *article.Article, p Proposal) string {
	var cue annotation.Target
	if p.Cue.Len() > 0 {
		cue = annotation.Target{p.Cue}
	}
	return show(a, p.Content, cue, p.Source)
}

func TestCueAndSourceAreReadFromTheSentence(t *testing.T) {
	for _, c := range sentences {
		a, content, cue, source := read(t, c.language, c.marked)
		want := show(a, content, cue, source)
		// Marking any one span of a broken quotation means all of it.
		for _, part := range content {
			got := Around(a, annotation.Target{part}, nil)
			if len(got) == 0 {
				t.Errorf("%s\nno proposal", want)
				continue
			}
			if s := shown(a, got[0]); s != want {
				t.Errorf("got  %s\nwant %s (%.2f, %s)", s, want, got[0].Score, got[0].Why)
			}
			if who := fmt.Sprintf("%s, %s", got[0].Name, got[0].Kind); c.who != "" && who != c.who {
				t.Errorf("%s\nspeaker = %q, want %q", want, who, c.who)
			}
		}
	}
}
