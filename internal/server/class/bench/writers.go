package main

import (
	"context"
	"fmt"
	"time"

	"quoth/internal/editor"
	"quoth/internal/server/class/crowd"
)

// writers are the pupils of one or more classes, each at one of the servers.
type writers struct {
	classes []*crowd.Class
	pupils  []*crowd.Pupil
	seq     []int64 // of their logs
	made    []int
}

func newWriters(clients, classes int, servers ...*crowd.Server) (*writers, error) {
	teacher, err := crowd.Teach(servers[0])
	if err != nil {
		return nil, err
	}
	w := &writers{seq: make([]int64, clients), made: make([]int, clients)}
	var at []string
	for _, s := range servers {
		at = append(at, s.At)
	}
	net := crowd.NewNetwork()
	for i := range classes {
		c, err := crowd.NewClass(teacher, crowd.Text)
		if err != nil {
			return nil, err
		}
		some, err := c.Pupils(clients*(i+1)/classes-clients*i/classes, net, at...)
		if err != nil {
			return nil, err
		}
		w.classes, w.pupils = append(w.classes, c), append(w.pupils, some...)
	}
	return w, nil
}

// send sends n marks at once, as a tab does, and returns when they are
// acknowledged.
func (w *writers) send(i, n int) error {
	edits := make([]editor.Transaction, n)
	for k := range edits {
		w.made[i]++
		edits[k] = crowd.Edit(i + w.made[i])
	}
	p := w.pupils[i]
	var known struct{ Seq int64 }
	if err := p.Do("POST", p.Layer+"/operations", map[string]any{"after": w.seq[i], "operations": edits}, &known); err != nil {
		return err
	}
	w.seq[i] = known.Seq
	return nil
}

func (w *writers) edit(i int) error { return w.send(i, 1) }

// marksEach is how many marks each pupil has made when a class looks at them.
const marksEach = 60

// look measures what a class looks at, and the memory of the server while all
// listen.
func (w *writers) look(s *crowd.Server) (rows []crowd.Row, err error) {
	for i := range w.pupils {
		if err := w.send(i, marksEach); err != nil {
			return nil, err
		}
	}
	c := w.classes[0]
	for _, what := range []string{"heat", "agreement"} {
		took, err := timed(9, func() error {
			if err := w.edit(0); err != nil { // so that nothing is as it was
				return err
			}
			return nil
		}, func() error { return c.Teacher.Do("GET", c.Article+"/"+what, nil, nil) })
		if err != nil {
			return nil, err
		}
		middle := crowd.Percentile(took, 50)
		rows = append(rows, crowd.Row{What: fmt.Sprintf("%s of %d pupils × %d marks, after each mark anew", what, len(w.pupils), marksEach), Must: "200 ms",
			Measured: fmt.Sprintf("%s, the slowest %s", crowd.Short(middle), crowd.Short(crowd.Percentile(took, 100))), Missed: middle > 200*time.Millisecond})
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	for _, p := range w.pupils {
		go p.Listen(ctx, c.Base+"/events", func(string) {})
	}
	heard := make(chan struct{}, 1)
	go c.Teacher.Listen(ctx, c.Base+"/events", func(string) {
		select {
		case heard <- struct{}{}:
		default:
		}
	})
	time.Sleep(2 * time.Second)
	for i := range w.pupils {
		if err := w.edit(i); err != nil {
			return nil, err
		}
	}
	time.Sleep(time.Second)
	memory, err := crowd.Resident(s.PID())
	if err != nil {
		return nil, err
	}
	live, err := timed(9, func() error {
		time.Sleep(300 * time.Millisecond)
		select {
		case <-heard: // of an earlier one
		default:
		}
		return nil
	}, func() error {
		if err := w.edit(0); err != nil {
			return err
		}
		select {
		case <-heard:
		case <-time.After(10 * time.Second):
			return fmt.Errorf("the teacher heard nothing of a mark")
		}
		return c.Teacher.Do("GET", c.Article+"/heat", nil, nil)
	})
	return append(rows, crowd.Row{
		What:     "same, live: from a mark to the teacher's new heatmap, median / slowest",
		Measured: fmt.Sprintf("%s / %s", crowd.Short(crowd.Percentile(live, 50)), crowd.Short(crowd.Percentile(live, 100))),
	}, crowd.Row{
		What: fmt.Sprintf("memory of the server with %d connected, all layers open", len(w.pupils)), Must: "150 MB",
		Measured: fmt.Sprintf("%d MB", memory>>20), Missed: memory > 150<<20,
	}), err
}

// reads measures what looking costs while all write.
func (w *writers) reads(lasting time.Duration) (rows []crowd.Row, err error) {
	writing := make(chan struct{})
	go func() {
		defer close(writing)
		during(lasting, len(w.pupils), w.edit)
	}()
	c, p := w.classes[0], w.pupils[0]
	for _, what := range []struct {
		name, path string
		who        *crowd.Person
	}{{"the teacher's /progress", c.Assignment + "/progress", &c.Teacher}, {"a pupil's page of the article", c.Page, &p.Person}} {
		took, err := timed(12, func() error { return nil }, func() error { return what.who.Do("GET", what.path, nil, nil) })
		if err != nil {
			return nil, err
		}
		rows = append(rows, crowd.Row{What: "while all write: " + what.name + ", median / slowest of 12",
			Measured: fmt.Sprintf("%s / %s", crowd.Short(crowd.Percentile(took, 50)), crowd.Short(crowd.Percentile(took, 100)))})
	}
	<-writing
	return rows, nil
}

// timed is how long something takes, each time after what is not timed.
func timed(n int, before, do func() error) (took []time.Duration, err error) {
	for range n {
		if err := before(); err != nil {
			return nil, err
		}
		began := time.Now()
		if err := do(); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	return took, nil
}
