//go:build js && wasm

package browser

// ShowPictures puts the pictures of the article into their places, without a
// word to their publishers about where they are read, or takes them out.
func (p *Painted) ShowPictures(on bool) {
	places := p.root.Call("querySelectorAll", "figure.image")
	for i := range places.Length() {
		place := places.Index(i)
		if !on {
			place.Call("replaceChildren")
			continue
		}
		if place.Get("firstChild").Truthy() {
			continue
		}
		picture := Document().Call("createElement", "img")
		picture.Set("loading", "lazy")
		picture.Set("decoding", "async")
		picture.Set("referrerPolicy", "no-referrer")
		picture.Set("alt", "") // the place is named
		picture.Set("src", place.Get("dataset").Get("src"))
		place.Call("append", picture)
	}
}
