//go:build js && wasm

package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// header is the line over the article: the way back, whether everything is
// saved, and the way to everything else.
type header struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (h *header) OnMount(ctx goapp.Context) { h.Desk.watch(ctx, onView) }

// Render implements app.Composer.
func (h *header) Render() goapp.UI {
	d := h.Desk
	tool := func(name, text, keys string, on bool, click goapp.EventHandler) goapp.UI {
		return goapp.Button().ID("tool-"+name).Class("tool", name).Type("button").Title(text+keys).
			Aria("label", text).Aria("pressed", on).OnClick(click, name)
	}
	return goapp.Header().Class("header").Body(
		goapp.A().Class("home").Href("/").Aria("label", "Quoth: your articles").Text("Quoth"),
		goapp.Div().Class("progress").Aria("hidden", "true").Body(goapp.Div().ID("progress")),
		goapp.Div().Class("tools").Role("toolbar").Aria("label", "Article").Body(
			&saveStatus{Desk: d},
			tool("undo", "Undo", " (Ctrl+Z)", false, h.onUndo),
			tool("redo", "Redo", " (Ctrl+Shift+Z)", false, h.onRedo),
			&placesTool{Desk: d},
			tool("outline", "Outline", "", d.pane == outlinePane, h.onOutline),
			tool("marks", "Marks", " (g)", d.pane == marksPane, h.onMarks),
			tool("speakers", "Speakers", "", d.pane == speakersPane, h.onSpeakers),
			tool("look", "Appearance", "", d.dialog == lookDialog, h.onLook),
			tool("export", "Take it away", " (Ctrl+S)", d.dialog == exportDialog, h.onExport),
			tool("keys", "Keys", " (?)", d.dialog == keysDialog, h.onKeys),
		),
	)
}

func (h *header) onUndo(goapp.Context, goapp.Event) {
	if h.Desk.editor != nil {
		h.Desk.undo()
	}
}

func (h *header) onRedo(goapp.Context, goapp.Event) {
	if h.Desk.editor != nil {
		h.Desk.redo()
	}
}
func (h *header) onOutline(goapp.Context, goapp.Event)  { h.Desk.show(outlinePane) }
func (h *header) onMarks(goapp.Context, goapp.Event)    { h.Desk.show(marksPane) }
func (h *header) onSpeakers(goapp.Context, goapp.Event) { h.Desk.show(speakersPane) }
func (h *header) onLook(goapp.Context, goapp.Event)     { h.Desk.open(lookDialog) }
func (h *header) onKeys(goapp.Context, goapp.Event)     { h.Desk.open(keysDialog) }
func (h *header) onExport(goapp.Context, goapp.Event) {
	if h.Desk.editor != nil {
		h.Desk.open(exportDialog)
	}
}

// saveStatus tells where the reader's work is.
type saveStatus struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (s *saveStatus) OnMount(ctx goapp.Context) { s.Desk.watch(ctx, onSave, onOpen) }

// Render implements app.Composer.
func (s *saveStatus) Render() goapp.UI {
	d := s.Desk
	status := goapp.Span().ID("saved").Class("saved")
	if d.saver == nil || d.editor == nil {
		return status
	}
	switch d.saver.status {
	case waiting:
		return status.Class("waiting").Text("Saving…")
	case unkept:
		return status.Class("unkept").Title("This window keeps nothing, as in private browsing. Take your work away before you close it.").Text("Kept only while open")
	case refused:
		return status.Class("refused").Body(
			goapp.Span().Text("Not saved"),
			goapp.Button().Type("button").Text("Try again").OnClick(s.onRetry),
			goapp.Button().Type("button").Text("Take it away").OnClick(s.onExport),
		)
	}
	return status.Text("Saved")
}

func (s *saveStatus) onRetry(goapp.Context, goapp.Event)  { s.Desk.saver.retry() }
func (s *saveStatus) onExport(goapp.Context, goapp.Event) { s.Desk.open(exportDialog) }

// notices says one sentence at a time, on the screen and to a screen reader.
type notices struct {
	goapp.Compo
	Desk *desk

	update bool // a new version waits
}

// OnMount implements app.Mounter.
func (n *notices) OnMount(ctx goapp.Context) { n.Desk.watch(ctx, onNotice) }

// OnAppUpdate is told that a new version has been fetched; it is offered, and
// the present one goes on until the reader wants it.
func (n *notices) OnAppUpdate(goapp.Context) { n.update = true }

// Render implements app.Composer.
func (n *notices) Render() goapp.UI {
	said := n.Desk.notice
	class := "notice"
	if said.Error {
		class = "notice error"
	}
	return goapp.Section().Class("notices").Aria("label", "Messages").Body(
		goapp.Div().ID("notice").Class(class).Role("status").Aria("live", "polite").Body(
			goapp.Span().Text(said.Text),
			goapp.If(said.Undo, goapp.Button().Type("button").Text("Undo").OnClick(n.onUndo)),
			goapp.If(said.Error, goapp.Button().Type("button").Aria("label", "Close the message").Text("✕").OnClick(n.onClose)),
		),
		goapp.If(n.update, goapp.Div().Class("notice update").Role("status").Body(
			goapp.Span().Text("A new version of Quoth is ready."),
			goapp.Button().Type("button").Text("Use it now").OnClick(n.onUpdate),
			goapp.Button().Type("button").Text("Later").OnClick(n.onLater),
		)),
	)
}

func (n *notices) onUndo(goapp.Context, goapp.Event) { n.Desk.undo() }

func (n *notices) onClose(goapp.Context, goapp.Event) { n.Desk.tell("") }

func (n *notices) onUpdate(goapp.Context, goapp.Event) { browser.UseNewVersion() }

func (n *notices) onLater(goapp.Context, goapp.Event) { n.update = false }
