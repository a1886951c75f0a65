//go:build js && wasm

package app

import (
	"slices"
	"strconv"
	"strings"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/text"
)

func (p *adjudicationPage) current() *adjudication.Case {
	if p.at < len(p.bench.Cases) {
		return p.bench.Cases[p.at]
	}
	return nil
}

func (p *adjudicationPage) decided(c *adjudication.Case) bool {
	return c != nil && p.Desk.state().Decision(c.ID) != nil
}

// open is how many cases are not decided.
func (p *adjudicationPage) undecided() (n int) {
	for _, c := range p.bench.Cases {
		if !p.decided(c) {
			n++
		}
	}
	return n
}

// next goes to the case before or behind this one; to an undecided one if there
// is any and it should be.
func (p *adjudicationPage) next(by int, open bool) {
	n := len(p.bench.Cases)
	open = open && p.undecided() > 0
	for range n {
		p.at = (p.at + by + n) % n
		if !open || !p.decided(p.current()) {
			break
		}
	}
	p.target, p.chosen = nil, ""
}

// decide takes a verdict on the present case and goes on to the next that is
// open.
func (p *adjudicationPage) decide(v adjudication.Verdict, label string) {
	c, d := p.current(), p.Desk
	if c == nil {
		return
	}
	why := browser.Document().Call("getElementById", "why")
	v.Note = strings.TrimSpace(why.Get("value").String())
	changes, err := p.bench.Decide(c, v)
	if !d.do(label, changes, err) {
		return
	}
	why.Set("value", "")
	if n := p.undecided(); n > 0 {
		d.tell(label + ". " + strconv.Itoa(n) + " to decide.")
		p.next(+1, true)
	} else {
		d.tell(label + ". All are decided.")
	}
	p.target, p.chosen = nil, ""
	goapp.Window().Call("getSelection").Call("removeAllRanges")
}

// verdict is what a key or a button with this name decides.
func (p *adjudicationPage) verdict(name string) bool {
	c := p.current()
	if c == nil {
		return false
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 1 && i <= len(c.Candidates) {
		x := c.Candidates[i-1]
		p.decide(adjudication.Verdict{Candidate: x}, "Taken: "+p.label(x.Label))
		return true
	}
	switch {
	case name == "0":
		p.decide(adjudication.Verdict{}, "Nothing is marked here")
	case name == "m" && p.mergeable(c):
		p.decide(c.Union(), "All words taken")
	default:
		return false
	}
	return true
}

// mergeable reports whether all words that anybody marked are more than what
// somebody did.
func (p *adjudicationPage) mergeable(c *adjudication.Case) bool {
	all := c.Union()
	return !slices.ContainsFunc(c.Candidates, func(x *adjudication.Candidate) bool {
		return x.Label == all.Label && slices.Equal(x.Target, all.Target)
	})
}

func (p *adjudicationPage) label(id string) string {
	if l := p.layers[0].Scheme.Label(id); l != nil {
		return l.Name
	}
	return id
}

// anew marks the selected words.
func (p *adjudicationPage) anew(label string) {
	p.decide(adjudication.Verdict{Target: p.target, Label: label}, "Marked anew: "+p.label(label))
}

func (p *adjudicationPage) onVerdict(ctx goapp.Context, e goapp.Event) {
	p.verdict(ctx.JSSrc().Get("dataset").Get("verdict").String())
}

func (p *adjudicationPage) onLabel(ctx goapp.Context, e goapp.Event) {
	p.anew(ctx.JSSrc().Get("dataset").Get("label").String())
}

func (p *adjudicationPage) onPrevious(goapp.Context, goapp.Event) { p.next(-1, false) }
func (p *adjudicationPage) onNext(goapp.Context, goapp.Event)     { p.next(+1, false) }
func (p *adjudicationPage) onOpen(goapp.Context, goapp.Event)     { p.next(+1, true) }
func (p *adjudicationPage) onUndo(goapp.Context, goapp.Event)     { p.Desk.undo() }

// press takes the keys.
func (p *adjudicationPage) press(ctx goapp.Context, e js.Value) {
	key := e.Get("key").String()
	if p.bench == nil || p.Desk.dialog != noDialog || len(p.bench.Cases) == 0 {
		return
	}
	done := func(f func()) {
		e.Call("preventDefault")
		ctx.Dispatch(func(goapp.Context) { f() })
	}
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
		switch {
		case typing(e):
		case strings.EqualFold(key, "z") && e.Get("shiftKey").Bool():
			done(p.Desk.redo)
		case strings.EqualFold(key, "z"):
			done(p.Desk.undo)
		}
		return
	}
	if typing(e) {
		if key == "Escape" {
			done(func() { focus("#case") })
		}
		return
	}
	switch key {
	case "ArrowLeft":
		done(func() { p.next(-1, false) })
		return
	case "ArrowRight":
		done(func() { p.next(+1, false) })
		return
	}
	if !p.Desk.settings.Letters || e.Get("altKey").Bool() {
		return
	}
	if len(p.target) > 0 {
		for _, l := range p.layers[0].Scheme.Labels {
			if l.Key == key {
				done(func() { p.anew(l.ID) })
				return
			}
		}
	}
	switch {
	case key == "p":
		done(func() { p.next(-1, false) })
	case key == "n":
		done(func() { p.next(+1, false) })
	case key == "o":
		done(func() { p.next(+1, true) })
	case key == "w":
		done(func() { focus("#why") })
	case len(key) == 1 && strings.Contains("0123456789m", key):
		done(func() { p.verdict(key) })
	}
}

// onSelection notes which words of the passage are selected.
func (p *adjudicationPage) onSelection(ctx goapp.Context) {
	if p.bench == nil || p.current() == nil {
		return
	}
	var target annotation.Target
	words := ""
	if before, chosen, ok := browser.SelectedIn("passage"); ok {
		start := p.around().Start + text.Byte(len(before))
		span := text.Trim(p.article.Text, text.Bytes{Start: start, End: start + text.Byte(len(chosen))})
		if span.Len() > 0 {
			target, words = annotation.Target{span}, p.article.Text[span.Start:span.End]
		}
	}
	if !slices.Equal(target, p.target) {
		ctx.Dispatch(func(goapp.Context) { p.target, p.chosen = target, words })
	}
}

// around is the paragraphs of the present case.
func (p *adjudicationPage) around() text.Bytes {
	t := p.current().Target
	return text.Bytes{Start: p.article.Blocks[p.article.BlockAt(t[0].Start)].Span.Start, End: p.article.Blocks[p.article.BlockAt(t.End()-1)].Span.End}
}
