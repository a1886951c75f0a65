//go:build js && wasm

package app

import (
	"slices"
	"strconv"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/suggest"
)

// suggestion is the card of the suggestion that shows.
type suggestion struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (c *suggestion) OnMount(ctx goapp.Context) { c.Desk.watch(ctx, onSuggest, onEdit, onOpen) }

// Render implements app.Composer.
func (c *suggestion) Render() goapp.UI {
	d := c.Desk
	card := goapp.Section().ID("suggestion").Class("who", "suggestion").Aria("label", "A suggestion").Hidden(d.editor == nil || !d.reviewing())
	if d.editor == nil || !d.reviewing() {
		return card
	}
	p, pending := d.suggested.All[d.suggested.at], d.pending()
	place, _ := slices.BinarySearch(pending, d.suggested.at)
	button := func(id, text, key string, class string, click goapp.EventHandler) goapp.UI {
		return goapp.Button().ID(id).Type("button").Class(class).Title(text + " (" + key + ")").Text(text).OnClick(click)
	}
	alike := d.alike()
	return card.Body(
		goapp.P().Class("hint").Text("Suggestion "+strconv.Itoa(place+1)+" of "+strconv.Itoa(len(pending))+", "+sure(p.Score)),
		goapp.P().Body(goapp.Strong().Dir("auto").Text(byWhom(p)), goapp.Span().Class("detail").Text(howSaid(p))),
		goapp.Div().Class("acts").Body(
			button("suggestion-accept", "Accept", "Enter", "strong", c.onAccept),
			button("suggestion-change", "Change", "s", "", c.onChange),
			button("suggestion-reject", "Reject", "x", "", c.onReject),
		),
		goapp.If(len(alike) > 1, button("suggestion-alike", "Accept all "+strconv.Itoa(len(alike))+" of "+whoIn(p), "a", "quiet", c.onAlike)),
		goapp.Div().Class("acts").Body(
			button("suggestion-back", "Back", ",", "quiet", c.onBack),
			button("suggestion-next", "Next", ".", "quiet", c.onNext),
			button("suggestion-close", "Close", "Esc", "quiet", c.onClose),
		),
	)
}

func whoIn(p suggest.Attribution) string {
	if p.Speaker == "" {
		return "nobody named"
	}
	return p.Speaker
}

// byWhom is who says it, as a heading.
func byWhom(p suggest.Attribution) string { return "Said by " + whoIn(p) }

// howSaid is the form and the act of a suggestion in words.
func howSaid(p suggest.Attribution) string {
	how := string(p.Form)
	if act := actNames[p.Act]; act != "" {
		how += ", " + act
	}
	if p.Negated {
		how += ", not said"
	}
	return how
}

// aboveCard is the part of the window that is left to the text while the card
// stands below it.
const aboveCard = 0.5

// placeSuggestion puts the card below the words it is about.
func (d *desk) placeSuggestion() {
	if !d.reviewing() {
		return
	}
	t := d.suggested.All[d.suggested.at].Content
	first, _ := d.reader.painted.Boxes(t[0])
	_, last := d.reader.painted.Boxes(t[len(t)-1])
	browser.Place("suggestion", first, last, true)
}

// holdSuggestion gives the keys to the card, whose first button accepts. The
// card is placed again when it has the height of what it shows now.
func (d *desk) holdSuggestion(js.Value) {
	d.placeSuggestion()
	browser.AfterPaint(d.placeSuggestion)
	focus("#suggestion-accept")
}

func (c *suggestion) onAccept(goapp.Context, goapp.Event) { c.Desk.acceptShown("") }
func (c *suggestion) onChange(goapp.Context, goapp.Event) { c.Desk.changeShown() }
func (c *suggestion) onReject(goapp.Context, goapp.Event) { c.Desk.rejectShown() }
func (c *suggestion) onAlike(goapp.Context, goapp.Event)  { c.Desk.acceptLabelled(c.Desk.alike(), "") }
func (c *suggestion) onBack(goapp.Context, goapp.Event)   { c.Desk.review(false) }
func (c *suggestion) onNext(goapp.Context, goapp.Event)   { c.Desk.review(true) }
func (c *suggestion) onClose(goapp.Context, goapp.Event)  { c.Desk.escape() }
