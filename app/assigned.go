//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/relay"
)

// assigned ties the open layer to an assignment of a class. A worker carries
// what is marked to the server; the tab only shows how far it is.
type assigned struct {
	link   relay.Link
	status relay.Status
	told   bool // a status has come
	worker *browser.Worker
}

// classPath is where assignments live.
const classPath = "/class/"

// linkSetting keeps the link of a layer, or of a page, so that both open
// without a network.
func linkSetting(of string) string { return "link/" + of }

// openAssigned opens the article of an assignment, in the reader's own layer.
func (d *desk) openAssigned(ctx context.Context, path string) error {
	var link relay.Link
	if browser.Assigned(&link) && strings.HasPrefix(path, classPath+link.Project+"/"+link.Assignment+"/"+string(link.Article)) {
		data, err := json.Marshal(link)
		if err != nil {
			return err
		}
		for _, of := range []string{path, string(link.Layer)} {
			if err := d.library.SetSetting(ctx, linkSetting(of), string(data)); err != nil {
				return err
			}
		}
	} else if kept, err := d.linkOf(ctx, path); err != nil {
		return err
	} else if kept == nil {
		return errors.New("this page of your class needs a connection the first time")
	} else {
		link = *kept
	}
	a, err := d.library.Article(ctx, link.Article)
	if errors.Is(err, annotation.ErrNotFound) {
		if a, err = assignedArticle(ctx, link); err == nil {
			err = d.library.PutArticle(ctx, a)
		}
	}
	if err != nil {
		return err
	}
	if err := d.library.CreateLayer(ctx, link.Empty()); err != nil && !errors.Is(err, annotation.ErrConflict) {
		return err
	}
	return d.openIn(ctx, a, link.Layer)
}

func assignedArticle(ctx context.Context, link relay.Link) (*article.Article, error) {
	data, _, err := browser.Fetch(ctx, "/api/projects/"+link.Project+"/articles/"+string(link.Article))
	if err != nil {
		return nil, err
	}
	a := new(article.Article)
	if err := json.Unmarshal(data, a); err != nil {
		return nil, err
	}
	return a, a.Check()
}

// linkOf is the link of a layer or a page; nil if it has none.
func (d *desk) linkOf(ctx context.Context, of string) (*relay.Link, error) {
	s, err := d.library.Setting(ctx, linkSetting(of))
	if err != nil || s == "" {
		return nil, err
	}
	link := new(relay.Link)
	return link, json.Unmarshal([]byte(s), link)
}

// follow has the open layer carried to its class, if it belongs to one.
func (d *desk) follow(ctx context.Context, id annotation.LayerID) error {
	link, err := d.linkOf(ctx, string(id))
	if err != nil {
		return err
	}
	d.forbidden = browser.Alone() || link != nil && !link.Suggestions
	if link == nil {
		d.assigned = nil
		d.changed(onClass)
		return nil
	}
	k := &assigned{link: *link}
	if d.assigned != nil && d.assigned.link.Layer == id {
		k = d.assigned
	} else {
		d.assigned = k
		go d.send(k)
	}
	d.changed(onClass)
	return nil
}

// send starts the worker and shows what it says until another layer is open.
func (d *desk) send(k *assigned) {
	ctx := context.Background()
	input, err := json.Marshal(k.link)
	if err != nil {
		d.fail(err)
		return
	}
	if d.carrier == nil || d.carrier.Dead() != nil {
		d.carrier = browser.StartProgram("sync")
	}
	k.worker = d.carrier
	if _, err := k.worker.Ask(ctx, relay.AskBegin, input, nil); err != nil {
		d.lostCarrier(k)
		return
	}
	var had []byte
	for d.assigned == k {
		if had, err = k.worker.Ask(ctx, relay.AskStatus, had, nil); err != nil {
			d.lostCarrier(k)
			return
		}
		var s relay.Status
		if json.Unmarshal(had, &s) == nil {
			if s.Dropped > k.status.Dropped {
				d.say(notice{Text: "Another device changed the same marks later than this one: " + plural(s.Dropped, "change of here does", "changes of here do") + " not count.", Error: true})
			}
			before := k.status
			before.Through = s.Through
			other := !k.told || s != before
			k.status, k.told = s, true
			if d.assigned != k {
				return
			}
			d.showSaving()
			d.changed(onClass)
			if other {
				browser.AfterPaint(d.settle) // the line may have grown, and the text moved
			}
		}
	}
}

// lostCarrier says that nothing is sent now. What is marked is kept.
func (d *desk) lostCarrier(k *assigned) {
	if d.assigned == k {
		k.told = true
		k.status = relay.Status{State: relay.Waiting, Why: "the part that sends it has not arrived: load the page again when there is a connection"}
		d.showSaving()
		d.changed(onClass)
	}
}

// behind reports whether what was told last does not speak of the last edit
// yet: it says "sent" and this edit is not.
func (k *assigned) behind(d *desk) bool {
	return k.status.State == relay.Sent && d.editor != nil && d.made() > k.status.Through
}

// locked says why nothing can be changed, or nil.
func (d *desk) locked() error {
	if d.assigned != nil && (d.assigned.status.Finished || d.assigned.status.Ending) {
		return errors.New("you have finished this article: your marks stay as they are")
	}
	return nil
}

// classLine stands over an article that is assigned: where it belongs, where
// its marks are, and being done with it.
type classLine struct {
	goapp.Compo
	Desk *desk

	asking bool // whether it is really finished
}

// OnMount implements app.Mounter.
func (l *classLine) OnMount(ctx goapp.Context) { l.Desk.watch(ctx, onClass, onOpen, onEdit) }

// Render implements app.Composer.
func (l *classLine) Render() goapp.UI {
	k := l.Desk.assigned
	if k == nil || l.Desk.editor == nil || l.Desk.state().LayerID() != k.link.Layer {
		return goapp.Div().ID("class-line").Hidden(true)
	}
	page := classPath + k.link.Project + "/" + k.link.Assignment
	words, class := k.sent(l.Desk)
	return goapp.Div().ID("class-line").Class("class-line").Body(
		goapp.A().Href(page).Text(k.link.Title),
		goapp.Span().ID("sent").Class("sent", class).Role("status").Text(words),
		goapp.Button().ID("finish").Type("button").Hidden(l.asking || k.status.Finished || k.status.Ending || k.status.State == relay.Refused).Text("I have finished").OnClick(l.onAsk),
		goapp.Span().Class("acts").Role("alert").Hidden(!l.asking).Body(
			goapp.Text("Your marks of this article then stay as they are."),
			goapp.Button().ID("finish-yes").Type("button").Class("strong").Text("Finished").OnClick(l.onFinish),
			goapp.Button().ID("finish-no").Type("button").Text("Not yet").OnClick(l.onNotYet),
		),
		goapp.A().ID("together").Hidden(!k.status.Finished || k.link.Opens != "finished").Href(page+"/"+string(k.link.Article)+"/together").Text("What the class has marked"),
	)
}

// sent is where the marks are, in words, and the kind of that.
func (k *assigned) sent(d *desk) (words, class string) {
	s := k.status
	switch {
	case !k.told:
		return "Looking for your class…", "waiting"
	case s.State == relay.Refused:
		return "Saved here, and not taken: " + s.Why, "refused"
	case s.State == relay.Waiting && s.Why != "":
		words = "Saved here"
		if s.Ending {
			words = "Finished here"
		}
		if s.Pending > 0 {
			words += ", " + plural(s.Pending, "change", "changes") + " to send"
		} else if s.Ending {
			words += ", your class is told later"
		}
		return words + ": " + s.Why, "waiting"
	case s.State == relay.Waiting || k.behind(d):
		return "Sending…", "waiting"
	case s.Finished:
		return "Finished", ""
	}
	return "Sent", ""
}

func (l *classLine) onAsk(goapp.Context, goapp.Event)    { l.asking = true }
func (l *classLine) onNotYet(goapp.Context, goapp.Event) { l.asking = false }

func (l *classLine) onFinish(goapp.Context, goapp.Event) {
	d, k := l.Desk, l.Desk.assigned
	l.asking = false
	d.takeDraft(d.draft.in)
	if d.state().Blind().Hides() {
		d.finishBlind() // nothing can be changed afterwards
	}
	s := d.saver
	s.begin()
	go func() {
		if s.running {
			<-s.done // what is in the journal goes to the class first
		}
		if _, err := k.worker.Ask(context.Background(), relay.AskFinish, nil, nil); err != nil {
			d.lostCarrier(k)
		}
	}()
}
