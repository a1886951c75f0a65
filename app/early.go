//go:build js && wasm

package app

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/text"
)

// A painting is what the server painted, until it is taken over: an article,
// or the start page with the articles that it offers and what the reader has
// put into its field already.
type painting struct {
	root  js.Value
	id    article.ID
	typed string
}

func (d *desk) adopt() {
	d.painted.root, d.painted.id, _ = browser.AdoptPainted()
	if field := browser.Document().Call("getElementById", "paste"); field.Truthy() {
		d.painted.typed = field.Get("value").String()
	}
	links := browser.Document().Call("querySelectorAll", ".samples li")
	for i := range links.Length() {
		link, about := links.Index(i).Get("firstElementChild"), links.Index(i).Get("lastElementChild")
		words, _ := strconv.Atoi(strings.TrimSuffix(about.Get("textContent").String(), " words"))
		d.samples = append(d.samples, sample{
			Name:     strings.TrimPrefix(link.Get("pathname").String(), "/read/"),
			Title:    link.Get("textContent").String(),
			Language: link.Get("lang").String(),
			Words:    words,
		})
	}
}

// An early mark is one made before the program had come: see web/early.js.
type earlyMark struct {
	Spans []struct {
		Block int        `json:"block"`
		Start text.UTF16 `json:"start"`
		End   text.UTF16 `json:"end"`
	} `json:"spans"`
	Exact string `json:"exact"`
	Label string `json:"label"`
}

// takeEarly makes ordinary transactions of what was marked before the program
// had come. A mark whose words are not where it says is told, not guessed; one
// that a crash left behind after it was saved is not made twice.
func (d *desk) takeEarly(a *article.Article) {
	marks, kept := browser.TakeEarly(string(a.ID))
	for _, raw := range marks {
		var m earlyMark
		err := json.Unmarshal([]byte(raw), &m)
		if err == nil {
			err = d.markEarly(a, m)
		}
		if err != nil {
			d.fail(err)
		}
	}
	if len(marks) > 0 {
		d.saver.onSaved = kept
		d.saver.save()
	}
}

func (d *desk) markEarly(a *article.Article, m earlyMark) error {
	whole := text.Bytes{Start: -1}
	for _, s := range m.Spans {
		if s.Block < 0 || s.Block >= len(a.Blocks) {
			return annotation.ErrInvalid
		}
		block := a.Blocks[s.Block].Span
		span, err := text.From(a.Text[block.Start:block.End], text.Span[text.UTF16]{Start: s.Start, End: s.End})
		if err != nil {
			return err
		}
		if whole.Start < 0 {
			whole.Start = block.Start + span.Start
		}
		whole.End = block.Start + span.End
	}
	t := d.state().Tidy(whole, d.settings.Words)
	label := d.state().Scheme().Label(m.Label)
	if t == nil || label == nil {
		return annotation.ErrInvalid
	}
	for _, have := range d.state().At(t.Start()) {
		if have.Label == m.Label && slices.Equal(have.Target, t) {
			return nil
		}
	}
	_, changes := d.editor.Mark(t, m.Label)
	d.do("Mark as "+label.Name, changes, nil)
	return nil
}
