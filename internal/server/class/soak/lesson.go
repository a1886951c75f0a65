package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"quoth/internal/server/class/crowd"
)

const (
	everyEdit   = 3 * time.Second
	mostAway    = 2 * time.Minute
	mostToAgree = 5 * time.Second
	mostMemory  = 150 << 20
)

// lesson has a class annotate at once, one in ten with two devices, and cuts
// the network of a third of them in the middle.
func lesson(o options) ([]crowd.Row, error) {
	p, err := begin(o, "", crowd.Text)
	if err != nil {
		return nil, err
	}
	defer p.end()
	third, others := crowd.NewNetwork(), crowd.NewNetwork()
	pupils, err := p.class.Pupils(o.pupils, others, p.server.At)
	if err != nil {
		return nil, err
	}
	var tabs, cut []*crowd.Tab
	open := func(pupil *crowd.Pupil) (*crowd.Tab, error) {
		tab, err := p.class.Open(p.ctx, pupil)
		tabs = append(tabs, tab)
		return tab, err
	}
	for i, pupil := range pupils {
		if i%3 == 0 {
			tab, err := open(pupil.On(third))
			if err != nil {
				return nil, err
			}
			cut = append(cut, tab)
		} else if _, err := open(pupil); err != nil {
			return nil, err
		}
		if i%10 == 0 {
			if _, err := open(pupil.On(others)); err != nil {
				return nil, err
			}
		}
	}
	say("%d pupils with %d devices annotate for %v", len(pupils), len(tabs), o.class)

	ended := time.After(o.class)
	stop := make(chan struct{})
	var working sync.WaitGroup
	var failed error
	working.Go(func() { failed = crowd.WorkUntil(stop, tabs, everyEdit) })
	reads := &looking{}
	working.Go(func() { reads.look(p.class, stop) })

	away := min(mostAway, o.class/5)
	time.Sleep(o.class * 3 / 10)
	memory, err := crowd.Resident(p.server.PID())
	if err != nil {
		return nil, err
	}
	third.Cut(true)
	say("the network of %d devices is cut for %v", len(cut), away)
	time.Sleep(away)
	pending := 0
	for _, t := range cut {
		pending += t.Status().Pending
		t.Returned()
	}
	back := time.Now()
	third.Cut(false)
	caught, all := caughtUp(cut, back, time.Minute)
	say("%d edits were waiting; the last device had caught up after %s", pending, crowd.Short(caught))
	<-ended
	close(stop)
	working.Wait()
	if failed != nil {
		return nil, failed
	}
	later, err := crowd.Resident(p.server.PID())
	if err != nil {
		return nil, err
	}
	settled, late := p.class.Settle(p.ctx, tabs, time.Minute)
	v, err := p.class.JudgeAll(p.ctx, tabs)
	if err != nil {
		return nil, err
	}
	tell(v)
	var waits []time.Duration
	for _, t := range tabs {
		waits = append(waits, t.Waits()...)
	}
	memory = max(memory, later)
	return []crowd.Row{
		{
			What:     fmt.Sprintf("a class of %d annotates for %v, an edit per %v each; network cut for %d devices for %v", len(pupils), o.class, everyEdit, len(cut), away),
			Must:     "nothing acknowledged is lost",
			Measured: fmt.Sprintf("%d edits saved, %d sent; %d lost, %d double, %d still waiting, %d of %d devices differ", v.Saved+v.Waiting, v.Sent, v.Lost, v.Double, v.Waiting, v.Different, len(tabs)),
			Missed:   !v.Good() || v.Waiting > 0 || pending == 0,
		}, {
			What: "same: all have caught up after the return", Must: "5 s",
			Measured: fmt.Sprintf("%s, with %d edits that had waited", crowd.Short(caught), pending), Missed: !all || caught > mostToAgree,
		}, {
			What: "same: all are one after the last edit", Must: "5 s",
			Measured: crowd.Short(settled), Missed: late != nil || settled > mostToAgree,
		}, {
			What:     "same: from sending an edit to its acknowledgement, median / p99",
			Measured: fmt.Sprintf("%s / %s", crowd.Short(crowd.Percentile(waits, 50)), crowd.Short(crowd.Percentile(waits, 99))),
		}, {
			What:     "same: what a teacher looks at meanwhile, /progress, median / p99",
			Measured: fmt.Sprintf("%s / %s", crowd.Short(crowd.Percentile(reads.progress, 50)), crowd.Short(crowd.Percentile(reads.progress, 99))),
		}, {
			What: fmt.Sprintf("same: memory of the server with %d connected", len(tabs)), Must: "150 MB",
			Measured: fmt.Sprintf("%d MB", memory>>20), Missed: memory > mostMemory,
		},
	}, nil
}

// looking is a teacher who looks at the class every few seconds.
type looking struct{ progress []time.Duration }

func (l *looking) look(c *crowd.Class, stop chan struct{}) {
	for {
		began := time.Now()
		if err := c.Teacher.Do("GET", c.Assignment+"/progress", nil, nil); err == nil {
			l.progress = append(l.progress, time.Since(began))
		}
		select {
		case <-time.After(2 * time.Second):
		case <-stop:
			return
		}
	}
}

// caughtUp waits until all tabs have said that all is sent, and returns how
// long after the return the last did.
func caughtUp(tabs []*crowd.Tab, back time.Time, patience time.Duration) (took time.Duration, all bool) {
	for {
		all = true
		for _, t := range tabs {
			at := t.SentAt()
			all = all && !at.IsZero()
			took = max(took, at.Sub(back))
		}
		if all {
			return took, true
		}
		if time.Since(back) > patience {
			for _, t := range tabs {
				if t.SentAt().IsZero() {
					say("%s still says %+v", t.Pupil.Link.Creator, t.Status())
				}
			}
			return patience, false
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

func tell(v crowd.Verdict) {
	for _, words := range v.Words {
		say("%s", words)
	}
}
