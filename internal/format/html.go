package format

import (
	"fmt"
	"io"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/render"
)

// HTML writes the article with the marks of its first layer as a page that
// stands alone, for paper and for handing on: see render.Page. It returns an
// error that wraps annotation.ErrInvalid if there is no layer or the layer
// does not fit the article.
func HTML(w io.Writer, d *Document) error {
	if len(d.Layers) == 0 {
		return fmt.Errorf("there is nothing to print: the article has no layer: %w", annotation.ErrInvalid)
	}
	if err := d.Layers[0].Check(d.Article); err != nil {
		return err
	}
	_, err := io.WriteString(w, render.Page(editor.Open(d.Article, d.Layers[0])))
	return err
}
