//go:build js && wasm

package app

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/format"
)

// exports lists the formats: each can be saved, copied or shared.
type exports struct {
	goapp.Compo
	Desk *desk
}

// Render implements app.Composer.
func (x *exports) Render() goapp.UI {
	s := x.Desk.state()
	if s == nil {
		return goapp.P().Text("Open an article first.")
	}
	formats := format.Formats()
	spans := 0
	for _, a := range s.Annotations() {
		spans += len(a.Target)
	}
	return goapp.Div().Class("exports").Body(
		goapp.P().Text(plural(s.Len(), "mark", "marks")+" with "+plural(spans, "passage", "passages")+", "+plural(len(s.Attributions()), "attribution", "attributions")+" and "+plural(len(s.Speakers()), "speaker", "speakers")+". Every passage is checked against the text before a file is written."),
		goapp.Ul().Body(goapp.Range(formats).Slice(func(i int) goapp.UI {
			return &exportFormat{Desk: x.Desk, ID: formats[i].ID}
		})),
	)
}

// exportFormat is one line of the list.
type exportFormat struct {
	goapp.Compo
	Desk *desk
	ID   string
}

// Render implements app.Composer.
func (x *exportFormat) Render() goapp.UI {
	f := x.format()
	return goapp.Li().ID("export-"+f.ID).Body(
		goapp.Div().Body(goapp.Strong().Text(f.Name), goapp.Span().Class("detail").Text(f.Holds)),
		goapp.Div().Class("acts").Body(
			goapp.Button().Type("button").Text("Save").Aria("label", "Save as "+f.Name).OnClick(x.onSave),
			goapp.Button().Type("button").Text("Copy").Aria("label", "Copy as "+f.Name).OnClick(x.onCopy),
			goapp.If(browser.CanShare(), goapp.Button().Type("button").Text("Share").Aria("label", "Share as "+f.Name).OnClick(x.onShare)),
		),
	)
}

func (x *exportFormat) format() format.Format {
	for _, f := range format.Formats() {
		if f.ID == x.ID {
			return f
		}
	}
	return format.Format{}
}

func (x *exportFormat) onSave(goapp.Context, goapp.Event) {
	if data, ok := x.write(); ok {
		f := x.format()
		browser.Save(x.Desk.fileName()+f.Extension, f.MediaType, data)
		x.Desk.tell("Saved as " + x.Desk.fileName() + f.Extension + ".")
	}
}

func (x *exportFormat) onCopy(goapp.Context, goapp.Event) {
	if data, ok := x.write(); ok {
		done := browser.CopyText(string(data))
		go func() {
			if err := <-done; err != nil {
				x.Desk.fail(err)
				return
			}
			x.Desk.tell("Copied: " + x.format().Name + ".")
		}()
	}
}

func (x *exportFormat) onShare(goapp.Context, goapp.Event) {
	if data, ok := x.write(); ok {
		f := x.format()
		done := browser.Share(x.Desk.fileName()+f.Extension, f.MediaType, data)
		go func() {
			if err := <-done; err != nil {
				x.Desk.fail(err)
			}
		}()
	}
}

func (x *exportFormat) write() ([]byte, bool) {
	data, err := x.Desk.export(x.format())
	if err != nil {
		x.Desk.fail(err)
		return nil, false
	}
	x.Desk.saver.taken = x.Desk.made()
	return data, true
}

// export writes the open layer in a format.
func (d *desk) export(f format.Format) ([]byte, error) {
	now := time.Now().UTC().Truncate(time.Millisecond)
	s := d.state()
	var b bytes.Buffer
	err := f.Write(&b, &format.Document{
		Article:   s.Article(),
		Layers:    []*annotation.Layer{s.Layer()},
		Exported:  now,
		Generator: generator,
	})
	return b.Bytes(), err
}

// generator names the program in the files that it writes.
const generator = "quoth 0.1.0"

// fileName is the article's title as the name of a file, without extension.
func (d *desk) fileName() string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, d.state().Article().Meta.Title)
	name = strings.ReplaceAll(strings.TrimSuffix(shorten(name, 60), "…"), " ", "-")
	if name == "" {
		return "article"
	}
	return name
}
