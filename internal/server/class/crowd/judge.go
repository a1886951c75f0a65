package crowd

import (
	"context"
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/relay"
)

// A Verdict counts what was found.
type Verdict struct {
	Saved     int // edits that were shown as saved
	Sent      int // edits that the server has acknowledged
	Lost      int // of either, and not in the log
	Double    int // edits, or annotations, that are in the log twice
	Different int // devices that do not show what the server has
	Waiting   int // edits that a device still has to send, and says so
	Words     []string
}

// Good reports whether nothing is lost, double or different.
func (v *Verdict) Good() bool { return v.Lost+v.Double+v.Different == 0 }

// Add adds another verdict.
func (v *Verdict) Add(w Verdict) {
	v.Saved += w.Saved
	v.Sent += w.Sent
	v.Lost += w.Lost
	v.Double += w.Double
	v.Different += w.Different
	v.Waiting += w.Waiting
	if len(v.Words) < mostWords {
		v.Words = append(v.Words, w.Words...)
	}
}

// mostWords is how many findings are told; more would say no more.
const mostWords = 20

func (v *Verdict) say(format string, args ...any) {
	if len(v.Words) < mostWords {
		v.Words = append(v.Words, fmt.Sprintf(format, args...))
	}
}

// Judge compares the log of a layer with what its devices have shown: every
// edit is in it, once, and all devices show what it leads to.
func Judge(a *article.Article, link *relay.Link, log []editor.Transaction, saved, sent []string, devices ...*editor.State) Verdict {
	v := Verdict{Saved: len(saved), Sent: len(sent)}
	there, made := map[string]int{}, map[annotation.ID]int{}
	state := editor.Open(a, link.Empty())
	for i, tx := range log {
		if there[tx.ID]++; there[tx.ID] == 2 {
			v.Double++
			v.say("layer %s: edit %s is in the log twice", link.Layer, tx.ID)
		}
		for _, c := range tx.Changes {
			if e := c.Annotation; e != nil && e.Before == nil {
				if made[e.After.ID]++; made[e.After.ID] == 2 {
					v.Double++
					v.say("layer %s: annotation %s was made twice", link.Layer, e.After.ID)
				}
			}
		}
		if next, err := state.Apply(tx); err == nil {
			state = next
		} else if there[tx.ID] == 1 {
			v.Different++
			v.say("layer %s: operation %d does not fit: %v", link.Layer, i+1, err)
		}
	}
	for name, list := range map[string][]string{"saved": saved, "sent": sent} {
		for _, id := range list {
			if there[id] == 0 {
				there[id] = -1 // counted once
				v.Lost++
				v.say("layer %s: edit %s was shown as %s and is not in the log", link.Layer, id, name)
			}
		}
	}
	for i, d := range devices {
		if n := len(state.Changes(d)); n > 0 {
			v.Different++
			v.say("layer %s: device %d differs from the server in %d places", link.Layer, i+1, n)
		}
	}
	return v
}

// JudgeAll compares all tabs, which may be several of one pupil, with the
// server.
func (c *Class) JudgeAll(ctx context.Context, tabs []*Tab) (v Verdict, err error) {
	of := map[annotation.LayerID][]*Tab{}
	for _, t := range tabs {
		of[t.Pupil.Link.Layer] = append(of[t.Pupil.Link.Layer], t)
	}
	for _, devices := range of {
		p := devices[0].Pupil.On(c.Teacher.net)
		log, err := p.Log(0)
		if err != nil {
			return v, err
		}
		var saved, sent []string
		var states []*editor.State
		for _, t := range devices {
			made, acked := t.Shown()
			state, err := t.State(ctx)
			if err != nil {
				return v, err
			}
			if s := t.Status(); s.State != relay.Sent {
				waits := len(made)
				made = slices.DeleteFunc(made, func(id string) bool { return !slices.Contains(acked, id) })
				v.Waiting += waits - len(made)
			}
			saved, sent, states = append(saved, made...), append(sent, acked...), append(states, state)
		}
		slices.Sort(sent)
		sent = slices.Compact(sent) // one device is told what the other has sent
		v.Add(Judge(c.text, &p.Link, log.Operations, saved, sent, states...))
	}
	return v, nil
}
