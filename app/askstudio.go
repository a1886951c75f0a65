//go:build js && wasm

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/studio"
)

var errNothingKept = errors.New("this window keeps nothing, as in private browsing, and the studio works on what is kept: open it in a window that does")

// askStudio has the studio's worker answer a question; file, which may be nil,
// goes with it, and what stands behind the answer comes back.
func (d *desk) askStudio(ask string, question any, file []byte, answer any, progress func(done, total int)) (rest []byte, err error) {
	if !d.kept {
		return nil, errNothingKept
	}
	head, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	data, err := d.asked().Ask(context.Background(), ask, append(append(head, '\n'), file...), progress)
	if err != nil {
		return nil, err
	}
	line, rest, _ := bytes.Cut(data, []byte{'\n'})
	return rest, json.Unmarshal(line, answer)
}

// readable are the names of the files that can be taken.
const readable = ".json,.jsonl,.zip,.conll,.iob,.bio,.jsonld,.csv,.tsv,.xml,.tei"

const takenFormats = "Quoth JSON, or files of brat, CoNLL, WebAnno, Label Studio, Prodigy, doccano and others; several files, or one ZIP archive."

// takeFiles puts files into the library and returns what was passed over.
func (d *desk) takeFiles(files []browser.File, say func(doing string)) (told []string) {
	d.ready()
	articles, layers := map[string]bool{}, 0
	for _, f := range files {
		say("Reading " + f.Name + "…")
		var taken studio.Taken
		err := f.Err
		if err == nil {
			_, err = d.askStudio(studio.AskTake, studio.Taking{Name: f.Name}, f.Data, &taken, nil)
		}
		if err != nil {
			told = append(told, sentence(plain(err)))
			continue
		}
		for _, id := range taken.Articles {
			articles[string(id)] = true
		}
		layers += taken.Layers
		told = append(told, taken.Problems...)
		if taken.More > 0 {
			told = append(told, "And "+plural(taken.More, "problem", "problems")+" more in "+f.Name+".")
		}
	}
	if len(articles) > 0 {
		d.tell("Read " + plural(layers, "layer", "layers") + " of " + plural(len(articles), "article", "articles") + ". They are in your library now.")
	}
	return told
}

// passedOver tells what of files could not be taken.
func passedOver(told []string) goapp.UI {
	return goapp.If(len(told) > 0, goapp.Div().Class("problem").Role("alert").Body(
		goapp.P().Text("This was passed over:"),
		goapp.Ul().Body(goapp.Range(told).Slice(func(i int) goapp.UI { return goapp.Li().Text(told[i]) })),
	))
}
