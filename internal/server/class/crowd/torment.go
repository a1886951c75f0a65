package crowd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/relay"
)

// Work has every tab edit, each after a pause of its own of about every, until
// ctx ends. It returns the first error of a tab that could not save.
func Work(ctx context.Context, tabs []*Tab, every time.Duration) error {
	var all sync.WaitGroup
	failed := make(chan error, len(tabs))
	for _, t := range tabs {
		all.Go(func() {
			for {
				select {
				case <-time.After(every/2 + rand.N(every)):
				case <-ctx.Done():
					return
				}
				if err := t.Edit(context.WithoutCancel(ctx)); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// WorkUntil is Work until stop is closed.
func WorkUntil(stop <-chan struct{}, tabs []*Tab, every time.Duration) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-stop
		cancel()
	}()
	return Work(ctx, tabs, every)
}

// Settle waits until all tabs say that all is sent and, where one person has
// several, that they have what the others sent. It returns how long that took.
func (c *Class) Settle(ctx context.Context, tabs []*Tab, patience time.Duration) (took time.Duration, err error) {
	began := time.Now()
	for {
		waiting := 0
		for _, t := range tabs {
			if s := t.Status(); s.State != relay.Sent || s.Pending > 0 {
				waiting++
			}
		}
		if waiting == 0 {
			if v, err := c.JudgeAll(ctx, tabs); err != nil || v.Different == 0 {
				return time.Since(began), err
			}
		}
		if time.Since(began) > patience {
			return time.Since(began), fmt.Errorf("after %v %d of %d tabs had not sent all", patience, waiting, len(tabs))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// A Tally is what came of killing something again and again.
type Tally struct {
	Kills   int
	Verdict Verdict       // in the end
	Lost    int           // acknowledged before a kill and not there after it
	Back    time.Duration // the longest from the kill to the next acknowledgement
}

// Good reports whether nothing was lost and nothing is there twice.
func (t *Tally) Good() bool { return t.Lost == 0 && t.Verdict.Good() }

// Torment kills n times, at random moments while the tabs work, with what kill
// does, and has back bring it back. After each it looks, before the tabs could
// tell it anew, whether all is there that was acknowledged. It ends early, with
// fewer kills, at the time limit.
func (c *Class) Torment(ctx context.Context, tabs []*Tab, n int, limit time.Time, kill func(), back func() error) (t Tally, err error) {
	working, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan error, 1)
	go func() { worked <- Work(working, tabs, 150*time.Millisecond) }()
	watch := map[annotation.LayerID]*watched{}
	for range n {
		time.Sleep(50*time.Millisecond + rand.N(500*time.Millisecond))
		if time.Now().After(limit) {
			break
		}
		kill()
		t.Kills++
		killed := time.Now()
		if err := back(); err != nil {
			return t, fmt.Errorf("after kill %d: %w", t.Kills, err)
		}
		lost, err := c.kept(tabs, watch)
		if err != nil {
			return t, fmt.Errorf("after kill %d: %w", t.Kills, err)
		}
		t.Lost += lost
		for _, tab := range tabs {
			tab.Wake()
		}
		t.Back = max(t.Back, time.Since(killed))
	}
	stop()
	if err := <-worked; err != nil {
		return t, err
	}
	if _, err := c.Settle(ctx, tabs, time.Minute); err != nil {
		t.Verdict.say("%v", err)
	}
	v, err := c.JudgeAll(ctx, tabs)
	v.Words = append(t.Verdict.Words, v.Words...)
	t.Verdict = v
	return t, err
}

// watched is what was seen of a layer's log.
type watched struct {
	seq int64
	ids map[string]bool
}

// kept counts what tabs were told is on the server, and is not there.
func (c *Class) kept(tabs []*Tab, watch map[annotation.LayerID]*watched) (lost int, err error) {
	for _, t := range tabs {
		_, sent := t.Shown() // before the log is asked for: it may only have more
		w := watch[t.Pupil.Link.Layer]
		if w == nil {
			w = &watched{ids: map[string]bool{}}
			watch[t.Pupil.Link.Layer] = w
		}
		log, err := t.Pupil.On(c.Teacher.net).Log(w.seq)
		if err != nil {
			return lost, err
		}
		lost += int(max(0, w.seq-log.Seq))
		w.seq = log.Seq
		for _, tx := range log.Operations {
			w.ids[tx.ID] = true
		}
		for _, id := range sent {
			if !w.ids[id] {
				w.ids[id] = true // counted once
				lost++
			}
		}
	}
	return lost, nil
}
