//go:build js && wasm

package app

import (
	"slices"
	"strconv"
	"strings"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// suggestion is the card of the suggestion that shows.
type suggestion struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (c *suggestion) OnMount(ctx goapp.Context) {
	c.Desk.watch(ctx, onSuggest, onEdit, onOpen)
	sizes := browser.NewSizes(c.Desk.placeSuggestion)
	browser.AfterPaint(func() { sizes.Watch("suggestion", "notice") })
}

// Render implements app.Composer.
func (c *suggestion) Render() goapp.UI {
	d := c.Desk
	card := goapp.Section().ID("suggestion").Class("who", "suggestion").Aria("label", "A suggestion").Hidden(d.editor == nil || !d.reviewing())
	if d.editor == nil || !d.reviewing() {
		return card
	}
	p, pending := d.suggested.all[d.suggested.at], d.pending()
	place, _ := slices.BinarySearch(pending, d.suggested.at)
	button := func(id, text, key string, class string, click goapp.EventHandler) goapp.UI {
		return goapp.Button().ID(id).Type("button").Class(class).Title(text + " (" + key + ")").Text(text).OnClick(click)
	}
	alike := d.alike()
	return card.Body(
		goapp.P().Class("hint").Text("Suggestion "+strconv.Itoa(place+1)+" of "+strconv.Itoa(len(pending))+", "+sure(p.Score)),
		goapp.P().Body(goapp.Strong().Dir("auto").Text(heading(p)), goapp.Span().Class("detail").Text(because(p))),
		goapp.Div().Class("acts").Body(
			button("suggestion-accept", "Accept", "Enter", "strong", c.onAccept),
			button("suggestion-change", "Change", "s", "", c.onChange),
			button("suggestion-reject", "Reject", "x", "", c.onReject),
		),
		goapp.If(len(alike) > 1, button("suggestion-alike", allLike(p, len(alike)), "a", "quiet", c.onAlike)),
		goapp.Div().Class("acts").Body(
			button("suggestion-back", "Back", ",", "quiet", c.onBack),
			button("suggestion-next", "Next", ".", "quiet", c.onNext),
			button("suggestion-close", "Close", "Esc", "quiet", c.onClose),
		),
	)
}

func whoIn(p proposed) string {
	if p.Speaker == "" {
		return "nobody named"
	}
	return p.Speaker
}

// heading is what a suggestion says of its passage.
func heading(p proposed) string {
	switch {
	case p.claim == nil:
		return "Said by " + whoIn(p)
	case p.claim.CheckWorthy == worthChecking:
		return "Worth checking"
	}
	return "Can be checked"
}

// because is why: of a saying its form and act, of a claim what it does.
func because(p proposed) string {
	if p.claim != nil {
		return p.claim.Reason
	}
	how := string(p.Form)
	if act := actNames[p.Act]; act != "" {
		how += ", " + act
	}
	if p.Negated {
		how += ", not said"
	}
	return how
}

func allLike(p proposed, n int) string {
	switch {
	case p.claim == nil:
		return "Accept all " + strconv.Itoa(n) + " of " + whoIn(p)
	case p.claim.Kind == "":
		return "Accept all " + strconv.Itoa(n) + " like this"
	}
	return "Accept all " + strconv.Itoa(n) + " like this: " + strings.ToLower(claimKinds[p.claim.Kind])
}

// aboveCard is the part of the window that is left to the text while the card
// stands below it.
const aboveCard = 0.5

// placeSuggestion puts the card below the words it is about, and above the
// notice. Both are drawn when go-app comes to it, which is why it is done anew
// whenever one of them gets another size.
func (d *desk) placeSuggestion() {
	if d.editor == nil || !d.reviewing() {
		return
	}
	t := d.suggested.all[d.suggested.at].Content
	first, _ := d.reader.painted.Boxes(t[0])
	_, last := d.reader.painted.Boxes(t[len(t)-1])
	browser.Place("suggestion", first, last, true)
}

// holdSuggestion gives the keys to the card, whose first button accepts.
func (d *desk) holdSuggestion(js.Value) {
	d.placeSuggestion()
	focus("#suggestion-accept")
}

func (c *suggestion) onAccept(goapp.Context, goapp.Event) { c.Desk.acceptShown("") }
func (c *suggestion) onChange(goapp.Context, goapp.Event) { c.Desk.changeShown() }
func (c *suggestion) onReject(goapp.Context, goapp.Event) { c.Desk.rejectShown() }
func (c *suggestion) onAlike(goapp.Context, goapp.Event)  { c.Desk.acceptLabelled(c.Desk.alike(), "") }
func (c *suggestion) onBack(goapp.Context, goapp.Event)   { c.Desk.step(false) }
func (c *suggestion) onNext(goapp.Context, goapp.Event)   { c.Desk.step(true) }
func (c *suggestion) onClose(goapp.Context, goapp.Event)  { c.Desk.escape() }
