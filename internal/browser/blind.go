//go:build js && wasm

package browser

// SetBlind hides the bylines and captions of the article and takes the
// addresses off its links, which tell the outlet, or brings all of it back.
func (p *Painted) SetBlind(hidden bool) {
	Document().Get("documentElement").Call("toggleAttribute", "data-blind", hidden)
	from, to := "href", "data-href"
	if !hidden {
		from, to = to, from
	}
	links := p.root.Call("querySelectorAll", "a["+from+"]")
	for i := range links.Length() {
		link := links.Index(i)
		link.Call("setAttribute", to, link.Call("getAttribute", from))
		link.Call("removeAttribute", from)
	}
}
