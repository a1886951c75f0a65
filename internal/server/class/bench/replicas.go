package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"quoth/internal/server/class/crowd"
	"quoth/internal/store/storetest"
)

// classesOfReplicas is among how many classes the clients are: within one, all
// writes stand in one line, whichever replica they come from.
const classesOfReplicas = 8

// together measures one and two replicas that share PostgreSQL.
func together(o options, s *crowd.Stage) (rows []crowd.Row, err error) {
	cluster := storetest.Postgres(s)
	one, err := crowd.Serve(o.binary, cluster.URL)
	if err != nil {
		return nil, err
	}
	defer one.Stop()
	two, err := crowd.Serve(o.binary, cluster.URL)
	if err != nil {
		return nil, err
	}
	defer two.Stop()
	w, err := newWriters(o.clients, classesOfReplicas, one)
	if err != nil {
		return nil, err
	}
	servers := []*crowd.Server{one, two}
	a, b, shares := w.beside(o, servers)
	rows = append(rows, crowd.Row{
		What: fmt.Sprintf("PostgreSQL, two replicas beside one, %d clients in %d classes: writes a second, median / p99", o.clients, classesOfReplicas), Must: "1.6 x one",
		Measured: fmt.Sprintf("%s; one %s; ratio %.2f", b, a, b.rate/a.rate), Missed: b.rate < 1.6*a.rate || a.failed+b.failed > 0,
	}, crowd.Row{What: "same: processors used, one / two replicas", Measured: shares})
	row := crowd.Row{What: fmt.Sprintf("same, each replica as on a machine of its own, with %v of a processor in each %v", slice, period), Must: "1.6 x one", Missed: true}
	release, err := smaller(servers)
	if err != nil {
		row.Measured = fmt.Sprint("not measured: ", err)
		rows = append(rows, row)
	} else {
		a, b, shares = w.beside(o, servers)
		release()
		row.Measured = fmt.Sprintf("%s; one %s; ratio %.2f", b, a, b.rate/a.rate)
		row.Missed = b.rate < 1.6*a.rate || a.failed+b.failed > 0
		rows = append(rows, row, crowd.Row{What: "same: processors used, one / two replicas", Measured: shares})
	}
	across, err := w.across(one, two)
	return append(rows, across), err
}

// beside measures one of the servers and both, by turns.
func (w *writers) beside(o options, servers []*crowd.Server) (one, both load, used string) {
	var by [2][]load
	var share [2]shares
	for range rounds {
		for k := range 2 {
			for i, p := range w.pupils {
				p.At = servers[i%(k+1)].At
			}
			before := usedBy(servers)
			by[k] = append(by[k], during(o.lasting, o.clients, w.edit))
			share[k] = usedBy(servers).since(before)
		}
	}
	return median(by[0]), median(by[1]), fmt.Sprintf("%s / %s", share[0], share[1])
}

// across measures from a write at one replica to a listener at the other.
func (w *writers) across(one, two *crowd.Server) (row crowd.Row, err error) {
	c := w.classes[0]
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var mu sync.Mutex
	sent := map[string]time.Time{} // by layer
	var took []time.Duration
	listener := c.Teacher
	listener.At = two.At
	go listener.Listen(ctx, c.Base+"/events", func(data string) {
		var e struct{ ID string }
		if json.Unmarshal([]byte(data), &e) != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if at, ok := sent[e.ID]; ok {
			took = append(took, time.Since(at))
			delete(sent, e.ID)
		}
	})
	time.Sleep(time.Second)
	const some, times = 30, 10
	for n := range some * times {
		i := n % some
		p := w.pupils[i]
		p.At = one.At
		mu.Lock()
		if _, waits := sent[string(p.Link.Layer)]; !waits {
			sent[string(p.Link.Layer)] = time.Now()
		}
		mu.Unlock()
		if err := w.edit(i); err != nil {
			return row, err
		}
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(time.Second)
	mu.Lock()
	defer mu.Unlock()
	worst := crowd.Percentile(took, 99)
	return crowd.Row{
		What: "from a write at one replica to a listener at the other, median / p99", Must: "250 ms",
		Measured: fmt.Sprintf("%s / %s of %d, %d unheard", crowd.Short(crowd.Percentile(took, 50)), crowd.Short(worst), len(took), len(sent)),
		Missed:   worst > 250*time.Millisecond || len(sent) > 0 || len(took) == 0,
	}, nil
}
