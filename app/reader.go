//go:build js && wasm

package app

import (
	"slices"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/render"
	"quoth/internal/text"
)

// A reader draws an article with its marks. Only blocks near the window carry
// marks; the others are plain text until they come near. What a block shows
// is remembered as the list of annotations that it was drawn with, which the
// editor shares between states as long as it is the same, so that finding out
// what to redraw is a comparison of pointers.
type reader struct {
	desk    *desk
	article article.ID
	painted *browser.Painted
	drawn   [][]*annotation.Annotation // by block
	read    []bool                     // by block: shown as read
	lit     []string                   // IDs that show as active
	hovered []string                   // IDs that show as hovered
	near    *[2]int                    // first and last block near the window; nil when it has moved
	farther *[2]int                    // the same, for what is drawn in idle time
	queued  bool                       // a redraw after scrolling is on its way
	idle    bool                       // drawing ahead is on its way
	pressed bool                       // a pointer went down in the article and is not up yet
	remove  []func()                   // listeners
}

// ahead is how many window heights of text beyond the window carry marks: when
// an article opens, at each step of scrolling, and in idle time.
const (
	aheadFirst = 0.2
	aheadNow   = 1.0
	aheadIdle  = 3.0
)

// newReader shows the article in the host. The root is what the server
// painted, or undefined.
func newReader(d *desk, a *article.Article, root, host js.Value) *reader {
	if root.IsUndefined() {
		root = browser.Paint(render.Article(a))
	}
	r := &reader{
		desk:    d,
		article: a.ID,
		painted: browser.NewPainted(a, root, host),
		drawn:   make([][]*annotation.Annotation, len(a.Blocks)),
		read:    make([]bool, len(a.Blocks)),
	}
	window := js.Global()
	r.remove = append(r.remove,
		browser.Listen(window, "scroll", func(js.Value) { r.moved() }),
		browser.Listen(window, "resize", func(js.Value) { r.moved(); d.changedSoon() }),
		browser.Listen(window, "beforeprint", func(js.Value) {
			r.drawBlocks(d.state(), 0, len(r.drawn)-1)
			browser.SetContent("legend", render.Legend(d.state()))
		}),
		browser.Listen(root, "mouseover", r.onHover),
		browser.Listen(root, "mouseleave", r.onHover),
	)
	return r
}

func (r *reader) close() {
	for _, remove := range r.remove {
		remove()
	}
}

// draw shows a state. It is the way of every edit, so it touches only the
// blocks near the window whose annotations differ, and measures where they are
// only if the window has moved.
func (r *reader) draw(s *editor.State) {
	if r.near == nil {
		first, last := r.painted.Near(aheadNow)
		r.near = &[2]int{first, last}
	}
	r.drawBlocks(s, r.near[0], r.near[1])
	r.drawSoon()
}

// drawFirst shows what is in the window when a layer opens; the rest follows
// when the browser has time.
func (r *reader) drawFirst(s *editor.State) {
	first, last := r.painted.Near(aheadFirst)
	r.drawBlocks(s, first, last)
	r.drawSoon()
}

// goTo brings an offset of the text into the window, with its marks.
func (r *reader) goTo(s *editor.State, at text.Byte) { r.goToAbove(s, at, 0.75) }

// goToAbove is goTo for a window of which only the upper part, 0 to 1, is free.
func (r *reader) goToAbove(s *editor.State, at text.Byte, part float64) {
	r.painted.ScrollAbove(at, part)
	r.near, r.farther = nil, nil
	r.draw(s)
}

func (r *reader) drawSoon() {
	if !r.idle {
		r.idle = true
		browser.Idle(r.drawAhead)
	}
}

// moved follows the window: once in a frame however many events come.
func (r *reader) moved() {
	r.near, r.farther = nil, nil
	if r.queued {
		return
	}
	r.queued = true
	browser.Frame(func() {
		r.queued = false
		if s := r.desk.state(); s != nil {
			r.draw(s)
			r.desk.scrolled()
		}
	})
}

func (r *reader) drawAhead() {
	r.idle = false
	if s := r.desk.state(); s != nil && r.desk.reader == r {
		if r.farther == nil {
			first, last := r.painted.Near(aheadIdle)
			r.farther = &[2]int{first, last}
		}
		r.drawBlocks(s, r.farther[0], r.farther[1])
	}
}

func (r *reader) drawBlocks(s *editor.State, first, last int) {
	again := false
	for i := first; i <= last; i++ {
		here := s.InBlock(i)
		if !slices.Equal(r.drawn[i], here) {
			r.painted.SetBlock(i, render.Block(s, i))
			r.drawn[i] = here
			again = true
		}
		if read := s.Read(i) != nil; read != r.read[i] {
			r.painted.SetBlockClass(i, "read", read)
			r.read[i] = read
		}
	}
	if again {
		r.painted.SetMarkClass(r.lit, "lit", true)
	}
}

// lightActive lights up an annotation and its partners; "" for none.
func (r *reader) lightActive(s *editor.State, id annotation.ID) {
	r.painted.SetMarkClass(r.lit, "lit", false)
	r.lit = partners(s, id)
	r.painted.SetMarkClass(r.lit, "lit", true)
}

func (r *reader) onHover(event js.Value) {
	s := r.desk.state()
	if s == nil {
		return
	}
	ids := r.painted.MarkAt(event)
	if event.Get("type").String() == "mouseleave" {
		ids = nil
	}
	if len(ids) == 0 {
		r.hover(s, "")
	} else {
		r.hover(s, r.shortest(s, ids))
	}
}

// hover lights up an annotation and its partners while it is pointed at; ""
// for none.
func (r *reader) hover(s *editor.State, id annotation.ID) {
	lit := partners(s, id)
	if slices.Equal(lit, r.hovered) {
		return
	}
	r.painted.SetMarkClass(r.hovered, "hover", false)
	r.hovered = lit
	r.painted.SetMarkClass(lit, "hover", true)
}

// shortest is the annotation that a mark under several of them means.
func (r *reader) shortest(s *editor.State, ids []string) annotation.ID {
	best, length := annotation.ID(""), 0
	for _, id := range ids {
		a := s.Annotation(annotation.ID(id))
		if a == nil {
			continue
		}
		n := 0
		for _, b := range a.Target {
			n += int(b.Len())
		}
		if best == "" || n < length {
			best, length = a.ID, n
		}
	}
	return best
}

func partners(s *editor.State, id annotation.ID) []string {
	if id == "" {
		return nil
	}
	var ids []string
	for _, p := range s.Partners(id) {
		ids = append(ids, string(p))
	}
	return ids
}
