// Command bench loads a Quoth server from a second process, as a class of 300
// does, and prints a table: how many edits it acknowledges, each on the disk,
// beside PocketBase (Go, SQLite), which it builds in a temporary module and has
// store the same records from as many clients in the same run; what two
// replicas on PostgreSQL do beside one; and what a class looks at.
//
//	make build && go run ./internal/server/class/bench
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"quoth/internal/server/class/crowd"
)

func main() {
	var o options
	flag.StringVar(&o.binary, "quoth", "bin/quoth", "the program")
	flag.IntVar(&o.clients, "clients", 300, "how many annotate at once")
	flag.DurationVar(&o.lasting, "for", 5*time.Second, "how long each of three rounds of a part lasts")
	flag.BoolVar(&o.peer, "pocketbase", true, "measure PocketBase beside it")
	flag.BoolVar(&o.replicas, "replicas", true, "measure one and two replicas on PostgreSQL")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	binary         string
	clients        int
	lasting        time.Duration
	peer, replicas bool
}

func run(o options) error {
	var err error
	if o.binary, err = filepath.Abs(o.binary); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "quoth-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	began, busy := time.Now(), crowd.Busy()
	rows, err := alone(o, folder)
	if err == nil && o.replicas {
		err = crowd.On("PostgreSQL", func(s *crowd.Stage) {
			more, err := together(o, s)
			if err != nil {
				s.Fatal(err)
			}
			rows = append(rows, more...)
		})
	}
	fmt.Printf("%s, medians of %d rounds of %v; the machine's load was %s before and %s after\n\n", began.Format("2 January 2006"), rounds, o.lasting, busy, crowd.Busy())
	if !crowd.Print(os.Stdout, rows) && err == nil {
		err = errors.New("not every figure was met")
	}
	return err
}

// rounds is how often each part is measured, by turns with what stands beside
// it: so that a slow minute of the machine is everybody's.
const rounds = 3

// alone measures a server on SQLite.
func alone(o options, folder string) (rows []crowd.Row, err error) {
	s, err := crowd.Serve(o.binary, filepath.Join(folder, "quoth.db"))
	if err != nil {
		return nil, err
	}
	defer s.Stop()
	w, err := newWriters(o.clients, 1, s)
	if err != nil {
		return nil, err
	}
	if rows, err = w.look(s); err != nil {
		return nil, err
	}
	var base *pocketbase
	if o.peer {
		if base, err = startPocketBase(folder, o.clients); err != nil {
			return nil, err
		}
		defer base.stop()
	}
	var ours, theirs []load
	for range rounds {
		ours = append(ours, during(o.lasting, o.clients, w.edit))
		if base != nil {
			theirs = append(theirs, during(o.lasting, o.clients, base.create))
		}
	}
	q := median(ours)
	row := crowd.Row{What: fmt.Sprintf("SQLite: acknowledged writes a second, durable, %d clients, median / p99", o.clients), Measured: q.String(), Missed: q.failed > 0}
	slow := crowd.Row{What: "same: p99", Must: "250 ms", Measured: crowd.Short(q.worst), Missed: q.worst > 250*time.Millisecond}
	if base != nil {
		p := median(theirs)
		row.Must = "2 x PocketBase"
		row.Measured += fmt.Sprintf("; PocketBase %s; ratio %.1f", p, q.rate/p.rate)
		row.Missed = row.Missed || q.rate < 2*p.rate
	}
	reads, err := w.reads(o.lasting)
	return append(append(rows, row, slow), reads...), err
}
