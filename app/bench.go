//go:build js && wasm && bench

package app

import (
	"context"
	"encoding/json"
	"slices"
	"sort"
	"strings"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// benchHook lets internal/e2e/bench store, open and count marks from outside.
// It is in no program that is shipped.
func (d *desk) benchHook() {
	if js.Global().Get("quothBench").Truthy() {
		return
	}
	loaded, layer := 0, annotation.LayerID("")
	start := 0
	promise := func(work func() error) js.Value {
		return js.Global().Get("Promise").New(js.FuncOf(func(_ js.Value, a []js.Value) any {
			go func() {
				if err := work(); err != nil {
					a[1].Invoke(err.Error())
					return
				}
				a[0].Invoke()
			}()
			return nil
		}))
	}
	hook := map[string]any{
		// store(json): [{id,start,end,label}] in UTF-16 of the element's text
		"store": js.FuncOf(func(_ js.Value, a []js.Value) any {
			list := a[0].String()
			return promise(func() error {
				var err error
				layer, err = d.benchStore(list)
				return err
			})
		}),
		"open": js.FuncOf(func(js.Value, []js.Value) any {
			return promise(func() error {
				err := d.openLayer(context.Background(), d.state().Article(), layer)
				loaded = d.state().Len()
				return err
			})
		}),
		"count":   js.FuncOf(func(js.Value, []js.Value) any { return d.state().Len() }),
		"painted": js.FuncOf(func(js.Value, []js.Value) any { return d.reader.complete() }),
		"made": js.FuncOf(func(js.Value, []js.Value) any {
			start = max(d.state().Len()-loaded, start)
			return start
		}),
		"has": js.FuncOf(func(_ js.Value, a []js.Value) any { return d.state().Annotation(annotation.ID(a[0].String())) != nil }),
		"remove": js.FuncOf(func(_ js.Value, a []js.Value) any {
			d.active = annotation.ID(a[0].String())
			d.remove()
			return nil
		}),
		"undo":   js.FuncOf(func(js.Value, []js.Value) any { d.undo(); return nil }),
		"saving": js.FuncOf(func(js.Value, []js.Value) any { return len(d.editor.Pending()) }),
		"active": js.FuncOf(func(js.Value, []js.Value) any { return string(d.active) }),
	}
	js.Global().Set("quothBench", hook)
}

// complete reports whether every block in the window shows its marks.
func (r *reader) complete() bool {
	first, last := r.painted.Near(0)
	for i := first; i <= last; i++ {
		if len(r.desk.state().InBlock(i)) != len(r.drawn[i]) {
			return false
		}
	}
	return true
}

func (d *desk) benchStore(list string) (annotation.LayerID, error) {
	var given []struct {
		ID         string
		Start, End text.UTF16
		Label      string
	}
	if err := json.Unmarshal([]byte(list), &given); err != nil {
		return "", err
	}
	a := d.state().Article()
	// The page separates blocks by one line break, the text by two.
	shown := strings.ReplaceAll(a.Text, "\n\n", "\n")
	x := text.NewIndex(shown)
	l := annotation.NewLayer(annotation.LayerID(newID()), a.ID, scheme.Preset(scheme.Default), "bench", d.editor.Now())
	labels := map[string]string{"claim": "claim", "quote": "question", "stat": "evidence", "opinion": "claim", "promise": "source", "denial": "question"}
	for _, g := range given {
		b, err := x.FromUTF16(text.Span[text.UTF16]{Start: g.Start, End: g.End})
		if err != nil {
			return "", err
		}
		// The n-th block stands n bytes further on in the text than in the page.
		before := text.Byte(sort.Search(len(a.Blocks), func(i int) bool { return a.Blocks[i].Span.Start-text.Byte(i) > b.Start }) - 1)
		inside := text.Byte(strings.Count(shown[b.Start:b.End], "\n"))
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(g.ID), Label: labels[g.Label], Created: l.Created, Modified: l.Created,
			Target: annotation.Target{{Start: b.Start + before, End: b.End + before + inside}},
		})
	}
	// As the program's own snapshots are.
	slices.SortFunc(l.Annotations, func(a, b *annotation.Annotation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return l.ID, d.library.CreateLayer(context.Background(), l)
}
