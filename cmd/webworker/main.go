//go:build js && wasm

// Command webworker is Quoth's second program in the browser: what takes
// longer than a blink, in a Web Worker, so that the screen never waits for it.
// It is loaded when it is first wanted, knows no page, and answers one
// question after the other (see package browser/worker).
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser/worker"
	"quoth/internal/compare"
	"quoth/internal/selector"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
)

func main() {
	// A question is answered at once and what it took is garbage then: sweeping
	// in between would only make the answer late.
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(256 << 20)
	models := map[string]*attribution.Model{} // by language; nil where none was learned
	worker.Serve(func(q worker.Question) ([]byte, error) {
		switch q.Ask {
		case selector.AskMove:
			return move(q)
		case compare.Ask:
			return compare.Answer(q.Input)
		case suggest.AskAttributions:
		default:
			return nil, fmt.Errorf("the worker does not know how to do %q: %w", q.Ask, annotation.ErrInvalid)
		}
		var a article.Article
		if err := json.Unmarshal(q.Input, &a); err != nil {
			return nil, fmt.Errorf("the article did not reach the worker whole: %w", err)
		}
		language := suggest.LanguageOf(&a)
		model, known := models[language]
		if !known {
			if data := worker.Weights(language); data != nil {
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

// move finds passages again. It tells how far it is twenty times at most.
func move(q worker.Question) ([]byte, error) {
	m, err := selector.DecodeMove(q.Input)
	if err != nil {
		return nil, err
	}
	told := 0
	found, err := m.Anchors(context.Background(), func(done, total int) {
		if part := 20 * done / total; part > told {
			told = part
			q.Tell(done, total)
		}
	})
	if err != nil {
		return nil, err
	}
	return selector.EncodeAnchors(found), nil
}
