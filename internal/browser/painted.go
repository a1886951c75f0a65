//go:build js && wasm

package browser

import (
	"strconv"
	"syscall/js"

	"quoth/internal/article"
	"quoth/internal/text"
)

// Painted is an article as it stands in the page, drawn by package render.
// It turns places on the screen into offsets of the text and back.
type Painted struct {
	article *article.Article
	root    js.Value
	blocks  []js.Value // fetched when first needed
}

// AdoptPainted takes over the article that the server painted into the page;
// ok is false if there is none.
func AdoptPainted() (root js.Value, id article.ID, ok bool) {
	root = Document().Call("getElementById", "article")
	if !root.Truthy() {
		return root, "", false
	}
	return root, article.ID(root.Get("dataset").Get("article").String()), true
}

// Paint makes the element of an article from what render wrote.
func Paint(html string) js.Value {
	t := Document().Call("createElement", "template")
	t.Set("innerHTML", html)
	return t.Get("content").Get("firstElementChild")
}

// NewPainted puts the element of an article into the host, in the place of
// whatever is there.
func NewPainted(a *article.Article, root, host js.Value) *Painted {
	host.Call("replaceChildren", root)
	return &Painted{article: a, root: root, blocks: make([]js.Value, len(a.Blocks))}
}

// Root is the article's element.
func (p *Painted) Root() js.Value { return p.root }

func (p *Painted) block(i int) js.Value {
	if p.blocks[i].IsUndefined() {
		p.blocks[i] = Document().Call("getElementById", "b"+strconv.Itoa(i))
	}
	return p.blocks[i]
}

// SetBlock replaces the content of one block.
func (p *Painted) SetBlock(i int, html string) { p.block(i).Set("innerHTML", html) }

// SetBlockClass switches a class of one block.
func (p *Painted) SetBlockClass(i int, class string, on bool) {
	p.block(i).Get("classList").Call("toggle", class, on)
}

// Near returns the blocks that lie within the window and margin times its
// height above and below, first to last; last is less than first if there are
// none.
func (p *Painted) Near(margin float64) (first, last int) {
	height := js.Global().Get("innerHeight").Float()
	top, bottom := -margin*height, (1+margin)*height
	first = p.Under(top)
	last = first - 1
	for i := first; i < len(p.blocks) && p.rect(i).Get("top").Float() < bottom; i++ {
		last = i
	}
	return first, last
}

// Under is the first block that reaches below a line y CSS pixels from the top
// of the window, or the number of blocks.
func (p *Painted) Under(y float64) int {
	return p.search(func(i int) bool { return p.rect(i).Get("bottom").Float() > y })
}

func (p *Painted) rect(i int) js.Value { return p.block(i).Call("getBoundingClientRect") }

func (p *Painted) search(f func(int) bool) int {
	lo, hi := 0, len(p.blocks)
	for lo < hi {
		if m := (lo + hi) / 2; f(m) {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo
}

// offset turns a boundary point of a DOM range into an offset of the text.
//
// The browser counts UTF-16 code units within a node. Rather than convert, we
// let it hand over the words before the point: as a Go string they are UTF-8,
// and their length is the offset.
func (p *Painted) offset(node, at js.Value) (text.Byte, bool) {
	element := node
	if node.Get("nodeType").Int() != 1 {
		element = node.Get("parentElement")
	}
	if !element.Truthy() {
		return 0, false
	}
	block := element.Call("closest", "[data-start]")
	before := Document().Call("createRange")
	if !block.Truthy() || !p.root.Call("contains", block).Bool() {
		// Between two blocks, or outside the article: the start of the first
		// block that begins behind the point, or the end of the text.
		before.Call("setStart", node, at)
		i := p.search(func(i int) bool { return before.Call("comparePoint", p.block(i), 0).Int() >= 0 })
		if i == len(p.blocks) {
			return text.Byte(len(p.article.Text)), true
		}
		return p.article.Blocks[i].Span.Start, true
	}
	start, err := strconv.Atoi(block.Get("dataset").Get("start").String())
	if err != nil {
		return 0, false
	}
	before.Call("selectNodeContents", block)
	before.Call("setEnd", node, at)
	return text.Byte(start + len(before.Call("toString").String())), true
}

// point turns an offset of the text into a node and an offset in it.
func (p *Painted) point(at text.Byte) (node js.Value, offset int) {
	i := p.article.BlockAt(at)
	span := p.article.Blocks[i].Span
	at = min(max(at, span.Start), span.End)
	left := 0
	for _, r := range p.article.Text[span.Start:at] {
		left++
		if r > 0xFFFF {
			left++
		}
	}
	const showText = 4
	walker := Document().Call("createTreeWalker", p.block(i), showText)
	last := p.block(i)
	for n := walker.Call("nextNode"); n.Truthy(); n = walker.Call("nextNode") {
		length := n.Get("length").Int()
		if left <= length {
			return n, left
		}
		left -= length
		last = n
	}
	if last.Get("nodeType").Int() == 1 {
		return last, 0
	}
	return last, last.Get("length").Int()
}

// Range is a DOM range over a span.
func (p *Painted) Range(span text.Bytes) js.Value {
	r := Document().Call("createRange")
	node, offset := p.point(span.Start)
	r.Call("setStart", node, offset)
	node, offset = p.point(span.End)
	r.Call("setEnd", node, offset)
	return r
}

// Document is the page's document.
func Document() js.Value { return js.Global().Get("document") }
