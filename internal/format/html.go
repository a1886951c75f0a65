package format

import (
	"io"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/render"
	"quoth/internal/scheme"
)

// HTML writes the article with the marks of its first layer as a page that
// stands alone, for paper and for handing on: see render.Page. An article
// without a layer is a page without marks.
func HTML(w io.Writer, d *Document) error {
	if _, _, err := d.verify(); err != nil {
		return err
	}
	layer := annotation.NewLayer("none", d.Article.ID, scheme.Preset(scheme.Default), "", time.Time{})
	if len(d.Layers) > 0 {
		layer = d.Layers[0]
	}
	_, err := io.WriteString(w, render.Page(editor.Open(d.Article, layer)))
	return err
}
