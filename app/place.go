//go:build js && wasm

package app

import (
	"context"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/text"
)

// goToPlace brings an offset of the text into the window.
func (d *desk) goToPlace(at int) {
	d.reader.goTo(d.state(), text.Byte(at))
	if here := d.state().At(text.Byte(at)); len(here) > 0 {
		d.activate(here[0].ID)
	}
}

// positionAfter is how long the window must rest before its place is kept.
const positionAfter = time.Second

// notePosition keeps where the reader is, for the next time.
func (d *desk) notePosition(at text.Byte) {
	d.position = at
	if d.resting != nil {
		d.resting.Reset(positionAfter)
		return
	}
	d.resting = time.AfterFunc(positionAfter, func() {
		if d.editor != nil {
			// Losing the place is not worth a message.
			_ = d.library.SetPosition(context.Background(), d.state().Article().ID, d.position)
		}
	})
}

// setSpeaker sets one thing about a speaker from a form.
func setSpeaker(p *annotation.Speaker, name, value string) {
	switch name {
	case "name":
		if value != "" {
			p.Name = value
		}
	case "aliases":
		p.Aliases = editor.Tags(value)
	case "kind":
		p.Kind = annotation.SpeakerKind(value)
	case "description":
		p.Description = value
	case "role":
		p.Role = value
	case "affiliation":
		p.Affiliation = value
	}
}

// putBack makes a passage that was set aside part of the article again. The
// text is another one then, so this is another article; what was marked moves
// with its words, and the present one stays in the library.
func (d *desk) putBack(aside int) {
	s := d.state()
	next, move, err := s.Article().PutBack(aside)
	if err != nil {
		d.fail(err)
		return
	}
	now := d.editor.Now()
	layer := s.Layer()
	layer.ID, layer.Article, layer.Created = annotation.LayerID(newID()), next.ID, now
	for i, a := range layer.Annotations {
		moved := *a
		moved.Target = make(annotation.Target, len(a.Target))
		for k, span := range a.Target {
			moved.Target[k] = move(span)
		}
		layer.Annotations[i] = &moved
	}
	for i, r := range layer.Coverage {
		if r.Block >= s.Article().Asides[aside].Before {
			after := *r
			after.Block++
			layer.Coverage[i] = &after
		}
	}
	go func() {
		ctx := context.Background()
		err := d.library.PutArticle(ctx, next)
		if err == nil {
			err = d.library.CreateLayer(ctx, layer)
		}
		if err == nil {
			err = d.openLayer(ctx, next, layer.ID)
		}
		if err != nil {
			d.fail(err)
			return
		}
		navigate("/a/" + string(next.ID))
		d.tell("Put back: " + short(strings.TrimSpace(s.Article().Asides[aside].Text)))
	}()
}
