package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed hand.js
var handJS string

// A Where says what in a page is meant: a CSS selector as it stands, or what
// Named or Words return. Of several matches the first visible one counts.
type Where string

const (
	namedPrefix = "named\x00"
	wordsPrefix = "words\x00"
)

// Named means what assistive technology finds: an element by its role and its
// whole accessible name, as the browser itself computes them. A test that
// clicks by name also shows that the name is there.
func Named(role, name string) Where { return Where(namedPrefix + role + "\x00" + name) }

// Words means the first place in #article where these words stand.
func Words(words string) Where { return Where(wordsPrefix + words) }

// String tells it to a person.
func (w Where) String() string {
	if rest, ok := strings.CutPrefix(string(w), namedPrefix); ok {
		role, name, _ := strings.Cut(rest, "\x00")
		return fmt.Sprintf("%s “%s”", role, name)
	}
	if words, ok := strings.CutPrefix(string(w), wordsPrefix); ok {
		return fmt.Sprintf("the words “%s”", words)
	}
	return string(w)
}

// quoteJS writes a value as JavaScript.
func quoteJS(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return string(out)
}

// withHand is an expression that may use what hand.js defines.
func withHand(expression string) string {
	return "(() => {" + handJS + "\nreturn " + expression + ";\n})()"
}

// ask calls a JavaScript function with the list of targets that w means.
func (p *Tab) ask(ctx context.Context, w Where, function string, into any) error {
	var out string
	var err error
	if rest, ok := strings.CutPrefix(string(w), namedPrefix); ok {
		role, name, _ := strings.Cut(rest, "\x00")
		out, err = p.driver.named(ctx, role, name, "(...targets) => "+withHand("("+function+")(targets)"))
	} else if words, ok := strings.CutPrefix(string(w), wordsPrefix); ok {
		out, err = p.driver.eval(ctx, withHand("("+function+")(words("+quoteJS(words)+"))"))
	} else {
		out, err = p.driver.eval(ctx, withHand("("+function+")(css("+quoteJS(string(w))+"))"))
	}
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(out), into)
}

// A point is a place in CSS pixels of the window.
type point struct{ X, Y float64 }

// reach returns where a hand would touch w, once it can: visible, at rest,
// inside the window and not covered.
func (p *Tab) reach(w Where) (at point) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (string, error) {
		var out struct {
			point
			Why string
		}
		err := p.ask(ctx, w, "spot", &out)
		at = out.point
		return out.Why, err
	}, "reach %s", w)
	return at
}

// edge returns where a drag from the start of from to the end of to begins, or
// ends if last is set.
func (p *Tab) edge(from, to string, last bool) (at point) {
	p.t.Helper()
	p.poll(func(ctx context.Context) (string, error) {
		var out struct {
			point
			Why string
		}
		text, err := p.driver.eval(ctx, withHand(fmt.Sprintf("edge(%s, %s, %t)", quoteJS(from), quoteJS(to), last)))
		if err == nil {
			err = json.Unmarshal([]byte(text), &out)
		}
		at = out.point
		return out.Why, err
	}, "find the %s of a drag from “%s” to “%s”", map[bool]string{false: "start", true: "end"}[last], from, to)
	return at
}
