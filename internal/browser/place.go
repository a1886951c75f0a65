//go:build js && wasm

package browser

import (
	"strconv"
	"syscall/js"
)

// Sizes calls a function when one of the elements that it watches has another
// size than before, whatever changed it.
type Sizes struct{ observer js.Value }

// NewSizes makes one that watches nothing yet.
func NewSizes(changed func()) *Sizes {
	return &Sizes{js.Global().Get("ResizeObserver").New(js.FuncOf(func(js.Value, []js.Value) any {
		changed()
		return nil
	}))}
}

// Watch adds elements; one that is watched already stays so.
func (s *Sizes) Watch(ids ...string) {
	for _, id := range ids {
		if e := Document().Call("getElementById", id); e.Truthy() {
			s.observer.Call("observe", e)
		}
	}
}

// floor is where the part of the window ends that is free: at the notice, if
// there is one that says something.
func floor() float64 {
	bottom := js.Global().Get("innerHeight").Float()
	if n := Document().Call("getElementById", "notice"); n.Truthy() && n.Get("textContent").String() != "" {
		bottom = min(bottom, n.Call("getBoundingClientRect").Get("top").Float())
	}
	return bottom
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "px" }

// Place puts a floating element at a selection that begins at one box and
// ends at another: above it, or below it if that is asked for or there is no
// room above. It stays inside the window.
func Place(id string, first, last Box, below bool) {
	e := Document().Call("getElementById", id)
	if !e.Truthy() {
		return
	}
	const gap = 10
	width, height := e.Get("offsetWidth").Float(), e.Get("offsetHeight").Float()
	full, tall := Document().Get("documentElement").Get("clientWidth").Float(), floor()
	const header = 56 // stays in view at the top
	over, under := first.Top-height-gap, last.Bottom+gap
	if below {
		under += gap // the system's own selection handles hang below the line
	}
	fitsOver, fitsUnder := over >= header, under+height <= tall-8
	at, top := first, over
	if below && fitsUnder || !fitsOver && (fitsUnder || below) {
		at, top = last, under
	}
	if below && !fitsUnder && fitsOver {
		at, top = first, over
	}
	left := min(max((at.Left+at.Right)/2-width/2, 8), max(full-width-8, 8))
	top = min(max(top, 8), max(tall-height-8, 8))
	e.Get("style").Set("left", px(left))
	e.Get("style").Set("top", px(top))
}

// PlaceHandle puts a drag handle at the left or the right edge of a box.
func PlaceHandle(id string, at Box, leftEdge bool) {
	e := Document().Call("getElementById", id)
	if !e.Truthy() {
		return
	}
	x := at.Right
	if leftEdge {
		x = at.Left
	}
	window := js.Global()
	style := e.Get("style")
	style.Set("left", px(x+window.Get("scrollX").Float()))
	style.Set("top", px(at.Top+window.Get("scrollY").Float()))
	style.Set("height", px(at.Bottom-at.Top))
}
