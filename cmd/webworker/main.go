//go:build js && wasm

// Command webworker is Quoth's second program in the browser: what takes
// longer than a blink, in a Web Worker, so that the screen never waits for it.
// It is loaded when it is first wanted, knows no page, and answers one
// question after the other (see package browser/worker).
package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"quoth/internal/annotation"
	"quoth/internal/browser/worker"
	"quoth/internal/compare"
	"quoth/internal/selector"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
)

func main() {
	// A question is answered at once and what it took is garbage then: sweeping
	// in between would only make the answer late.
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(256 << 20)
	worker.Serve(func(q worker.Question) ([]byte, error) {
		switch q.Ask {
		case selector.AskMove:
			return move(q)
		case compare.Ask:
			return compare.Answer(q.Input)
		case suggest.AskAttributions:
			return attributions(q)
		case suggest.AskClaims:
			return worth(q)
		}
		return nil, fmt.Errorf("the worker does not know how to do %q: %w", q.Ask, annotation.ErrInvalid)
	})
}

var models = map[string]*attribution.Model{} // by language; nil where none was learned

// attributions proposes who says what in an article.
func attributions(q worker.Question) ([]byte, error) {
	a, err := suggest.ReadQuestion(q.Input)
	if err != nil {
		return nil, err
	}
	language := suggest.LanguageOf(a)
	model, known := models[language]
	if !known {
		if data := worker.Weights(language); data != nil {
			if model, err = attribution.DecodeModel(data); err != nil {
				return nil, err
			}
		}
		models[language] = model
	}
	return suggest.Attributions{Engine: attribution.Engine, Version: attribution.Version, All: attribution.Attributions(a, model)}.Encode(), nil
}

// worth proposes what is worth checking in an article.
func worth(q worker.Question) ([]byte, error) {
	a, err := suggest.ReadQuestion(q.Input)
	if err != nil {
		return nil, err
	}
	return suggest.Claims{Engine: claims.Engine, Version: claims.Version, All: claims.Rank(a)}.Encode(), nil
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
