package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A driver is what a browser understands. Chromium and Firefox implement it,
// and everything a hand does in both is built on it.
type driver interface {
	// open goes to an address and waits until the page has loaded.
	open(ctx context.Context, url string) error
	reload(ctx context.Context) error
	// eval returns the JSON of what an expression, or its promise, comes to.
	eval(ctx context.Context, expression string) (string, error)
	// named calls a function with the elements that have a role and a name in
	// the accessibility tree, and returns the JSON of what it comes to.
	named(ctx context.Context, role, name, function string) (string, error)
	// mouse does things one after the other, at once.
	mouse(ctx context.Context, all ...mouse) error
	key(ctx context.Context, k key, held modifiers, down bool) error
	png(ctx context.Context) ([]byte, error)
}

// A mouse is one thing a mouse does, at a place in CSS pixels of the window.
type mouse struct {
	kind   mouseKind
	x, y   float64
	clicks int  // 2 for the second press of a double click
	held   bool // the left button, while moving
}

type mouseKind int

const (
	moved mouseKind = iota
	pressed
	released
)

// A Tab is one tab of a browser, used by one test. Its methods are what a hand
// does and an eye sees; each waits until it can be done, and fails the test if
// it cannot after Patience. Use it from the goroutine of the test only.
type Tab struct {
	t          testing.TB
	driver     driver
	parent     context.Context
	patience   time.Duration
	complaints *complaints
}

func (p *Tab) page() *Tab { return p }

// A Page is a tab of either browser.
type Page interface{ page() *Tab }

func (p *Tab) context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.parent, p.patience)
}

// must fails the test with what was tried if f fails.
func (p *Tab) must(f func(context.Context) error, tried string, args ...any) {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	if err := f(ctx); err != nil {
		p.t.Fatalf("%s: %v", fmt.Sprintf(tried, args...), err)
	}
}

// Open goes to an address and waits until the page has loaded.
func (p *Tab) Open(url string) {
	p.t.Helper()
	p.must(func(ctx context.Context) error { return p.driver.open(ctx, url) }, "open %s", url)
}

// Reload loads the page again.
func (p *Tab) Reload() {
	p.t.Helper()
	p.must(p.driver.reload, "reload")
}

// Eval returns what a JavaScript expression comes to in the page, waiting for
// a promise. The expression counts as done by the user, as a click would.
func Eval[T any](page Page, expression string) (v T) {
	p := page.page()
	p.t.Helper()
	p.must(func(ctx context.Context) error {
		out, err := p.driver.eval(ctx, expression)
		if err != nil {
			return err
		}
		return json.Unmarshal([]byte(out), &v)
	}, "evaluate %.400s", expression)
	return v
}

// Do runs a JavaScript expression in the page, waiting for a promise.
func (p *Tab) Do(expression string) {
	p.t.Helper()
	Eval[any](p, "(async () => { await ("+expression+"); })()")
}

// poll asks until f is content, and fails the test with what was last wrong.
func (p *Tab) poll(f func(context.Context) (wrong string, err error), waited string, args ...any) {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	wrong := "the browser does not answer"
	for {
		now, err := f(ctx)
		switch {
		case err == nil && now == "":
			return
		case err == nil:
			wrong = now
		case ctx.Err() == nil: // not only that time is up
			wrong = err.Error()
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("%s: after %v %s", fmt.Sprintf(waited, args...), p.patience, wrong)
		case <-time.After(15 * time.Millisecond):
		}
	}
}

// WaitFor waits until a JavaScript expression, or its promise, is true. It
// goes on over reloads and errors, which it tells if it gives up.
func (p *Tab) WaitFor(expression string) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (string, error) {
		out, err := p.driver.eval(ctx, "(async () => { const v = await ("+expression+"); return v ? true : String(JSON.stringify(v)); })()")
		if err != nil || out == "true" {
			return "", err
		}
		return "it is " + out, nil
	}, "wait for %s", expression)
}

// WaitText waits until an element shows a text, among others.
func (p *Tab) WaitText(where Where, part string) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (string, error) {
		text, why, err := p.read(ctx, where)
		if err != nil || why != "" {
			return why, err
		}
		if !strings.Contains(text, part) {
			return fmt.Sprintf("it shows %q", text), nil
		}
		return "", nil
	}, "wait for %q in %s", part, where)
}

// WaitGone waits until nothing is visible there.
func (p *Tab) WaitGone(where Where) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (string, error) {
		var gone bool
		err := p.ask(ctx, where, "t => !t.some(shown)", &gone)
		if err == nil && !gone {
			return "it is still visible", nil
		}
		return "", err
	}, "wait until %s is gone", where)
}

// Text returns what an element shows, once it is there.
func (p *Tab) Text(where Where) (text string) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (why string, err error) {
		text, why, err = p.read(ctx, where)
		return why, err
	}, "read %s", where)
	return text
}

// Selected is the text that is selected in the page.
func (p *Tab) Selected() string {
	p.t.Helper()
	return Eval[string](p, "getSelection().toString()")
}

func (p *Tab) read(ctx context.Context, where Where) (text, why string, err error) {
	var out struct{ Text, Why string }
	err = p.ask(ctx, where, "read", &out)
	return out.Text, out.Why, err
}
