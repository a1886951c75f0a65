//go:build js && wasm

package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// A binding is a key and what it does, as the list of keys shows it.
type binding struct {
	Keys   string // as shown: "Shift + →"
	Does   string
	Letter bool // a single character, which can be switched off (WCAG 2.1.4)
}

// bindings is the list of keys, in the order in which they are taught. The
// labels' own keys come from the scheme.
var bindings = []struct {
	Heading string
	Keys    []binding
}{
	{"Move", []binding{
		{"← →", "by character", false},
		{"Ctrl + ← →", "by word", false},
		{"↑ ↓", "by line", false},
		{"Alt + ↑ ↓", "by sentence", false},
		{"Ctrl + ↑ ↓", "by paragraph", false},
		{"Shift with any of these", "select", false},
	}},
	{"Select", []binding{
		{"v", "the sentence", true},
		{"q", "the quotation, broken or not", true},
		{"w", "whole words", true},
		{"Esc", "nothing", false},
	}},
	{"Mark", []binding{
		{"Enter", "choose a label; open the mark at the caret", false},
		{"← → Home End", "in the bar: go to another label", false},
		{"a", "add the selection to the open mark", true},
		{"s", "say who said it", true},
		{"r", "paragraph read, nothing here", true},
		{"Ctrl + Z", "undo", false},
		{"Ctrl + Shift + Z", "redo", false},
	}},
	{"Suggestions", []binding{
		{".", "who says what; the next one", true},
		{";", "what is worth checking; the next one", true},
		{",", "the one before", true},
		{"Enter", "accept", false},
		{"s", "accept with changes", true},
		{"a", "accept all of this speaker, or all of this kind", true},
		{"x or Delete", "reject", false},
	}},
	{"The open mark", []binding{
		{"j k", "next, previous mark", true},
		{"n", "write a note", true},
		{"t", "tags", true},
		{"[ ]", "start one word earlier, end one word later", true},
		{"{ }", "start one word later, end one word earlier", true},
		{"x or Delete", "delete", false},
	}},
	{"Page", []binding{
		{"Tab", "to the article, with the caret", false},
		{"g", "panel of marks", true},
		{"/", "search the marks", true},
		{"?", "these keys", true},
		{"Ctrl + S", "take it away", false},
	}},
}

// keys lists every key; what can be switched off is switched here.
type keys struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (k *keys) OnMount(ctx goapp.Context) { k.Desk.watch(ctx, onView) }

// Render implements app.Composer.
func (k *keys) Render() goapp.UI {
	list := func(heading string, lines []binding) goapp.UI {
		return goapp.Section().Body(
			goapp.H3().Text(heading),
			goapp.Dl().Body(goapp.Range(lines).Slice(func(i int) goapp.UI {
				class := ""
				if lines[i].Letter && !k.Desk.settings.Letters {
					class = "off"
				}
				return goapp.Div().Class(class).Body(goapp.Dt().Body(goapp.Kbd().Text(lines[i].Keys)), goapp.Dd().Text(lines[i].Does))
			})),
		)
	}
	var labels []binding
	if s := k.Desk.state(); s != nil {
		for _, l := range s.Scheme().Labels {
			labels = append(labels, binding{l.Key, "mark as " + l.Name, true})
		}
	}
	sections := []goapp.UI{list("Labels", labels)}
	for _, b := range bindings {
		sections = append(sections, list(b.Heading, b.Keys))
	}
	return goapp.Div().Class("keys").Body(
		goapp.Label().Class("check").Body(
			goapp.Input().ID("letters").Type("checkbox").Checked(k.Desk.settings.Letters).OnChange(k.onLetters),
			goapp.Text("Single keys work (switch off if you use speech or a screen reader)"),
		),
		goapp.Div().Class("columns").Body(sections...),
	)
}

func (k *keys) onLetters(ctx goapp.Context, e goapp.Event) {
	k.Desk.change(func(s *settings) { s.Letters = e.Get("target").Get("checked").Bool() })
}
