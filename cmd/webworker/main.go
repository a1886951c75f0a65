//go:build js && wasm

// Command webworker is Quoth's second program in the browser: what takes
// longer than a blink, in a Web Worker, so that the screen never waits for it.
// It is loaded when it is first wanted, knows no page, and answers one
// question after the other (see package browser/worker).
package main

import (
	"encoding/json"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser/worker"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
)

func main() {
	models := map[string]*attribution.Model{} // by language; nil where none was learned
	worker.Serve(func(ask string, input []byte, weights func(language string) []byte) ([]byte, error) {
		if ask != suggest.AskAttributions {
			return nil, fmt.Errorf("the worker does not know how to do %q: %w", ask, annotation.ErrInvalid)
		}
		var a article.Article
		if err := json.Unmarshal(input, &a); err != nil {
			return nil, fmt.Errorf("the article did not reach the worker whole: %w", err)
		}
		language := suggest.LanguageOf(&a)
		model, known := models[language]
		if !known {
			if data := weights(language); data != nil {
				var err error
				if model, err = attribution.DecodeModel(data); err != nil {
					return nil, err
				}
			}
			models[language] = model
		}
		return json.Marshal(suggest.Attributions{
			Engine: attribution.Engine, Version: attribution.Version,
			All: attribution.Attributions(&a, model),
		})
	})
}
