package main

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"quoth/internal/server/class/crowd"
	"quoth/internal/store/storetest"
)

// kills kills the server, PostgreSQL and a browser, each beside the others and
// each in a class of its own, until it was done often enough.
func kills(o options) ([]crowd.Row, error) {
	browsers, databases := o.kills*15/100, o.kills*25/100
	servers := o.kills - browsers - databases
	say("killing the server %d times, PostgreSQL %d times and a browser %d times", servers, databases, browsers)
	rows := make([]crowd.Row, 3)
	errs := make([]error, 3)
	var all sync.WaitGroup
	all.Go(func() { rows[0], errs[0] = killServers(o, servers) })
	all.Go(func() { rows[1], errs[1] = killDatabases(o, databases) })
	all.Go(func() { rows[2], errs[2] = killBrowsers(o, browsers) })
	all.Wait()
	return rows, errors.Join(errs...)
}

func killServers(o options, n int) (crowd.Row, error) {
	row := crowd.Row{What: fmt.Sprintf("`kill -9` of the server, %d times", n), Missed: true}
	p, err := begin(o, "", crowd.Text)
	if err != nil {
		return row, err
	}
	defer p.end()
	return torment(o, p, row, n, p.server.Kill, p.server.Start)
}

func killDatabases(o options, n int) (crowd.Row, error) {
	row := crowd.Row{What: fmt.Sprintf("`kill -9` of PostgreSQL, %d times", n), Missed: true}
	var err error
	return row, errors.Join(crowd.On("PostgreSQL", func(s *crowd.Stage) {
		cluster := storetest.Postgres(s)
		var p *place
		if p, err = begin(o, cluster.URL, crowd.Text); err != nil {
			return
		}
		defer p.end()
		row, err = torment(o, p, row, n, cluster.Kill, func() error {
			cluster.Start()
			return p.server.Ready(30 * time.Second)
		})
	}), err)
}

// torment kills while twelve pupils work, two of them on two devices.
func torment(o options, p *place, row crowd.Row, n int, kill func(), back func() error) (crowd.Row, error) {
	pupils, err := p.class.Pupils(12, crowd.NewNetwork(), p.server.At)
	if err != nil {
		return row, err
	}
	var tabs []*crowd.Tab
	for _, pupil := range append(pupils, pupils[0].On(crowd.NewNetwork()), pupils[1].On(crowd.NewNetwork())) {
		tab, err := p.class.Open(p.ctx, pupil)
		if err != nil {
			return row, err
		}
		tabs = append(tabs, tab)
	}
	t, err := p.class.Torment(p.ctx, tabs, n, o.until.Add(-time.Minute), kill, back)
	say("%s: %d done", row.What, t.Kills)
	tell(t.Verdict)
	row.Must = "nothing shown as saved or sent is lost, nothing twice"
	row.Measured = fmt.Sprintf("%d kills; %d edits saved, %d sent; %d lost, %d double, %d of %d devices differ; back within %s", t.Kills, t.Verdict.Saved, t.Verdict.Sent,
		t.Lost+t.Verdict.Lost, t.Verdict.Double, t.Verdict.Different, len(tabs), crowd.Short(t.Back))
	row.Missed = err != nil || !t.Good() || t.Kills < n
	return row, err
}
