package editor

import "quoth/internal/annotation"

// Reveal is the change that ends reading blind; none if the layer is not read
// so. It is no step: Undo passes it over.
func (e *Editor) Reveal() []Change {
	before := e.State().Blind()
	if !before.Hides() {
		return nil
	}
	return []Change{{Blind: &Edit[annotation.Blind]{Before: before, After: &annotation.Blind{Since: before.Since, Revealed: e.Now()}}}}
}
