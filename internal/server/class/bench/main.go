// Command bench loads a Quoth server from a second process, as a class of 300
// does, and says how many edits it acknowledges, each on the disk, and how
// long the slowest wait. With --pocketbase it builds PocketBase (Go, SQLite) in
// a temporary module and has it store the same records from as many clients in
// the same run.
//
//	make build && go run ./internal/server/class/bench --pocketbase
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	binary := flag.String("quoth", "bin/quoth", "the program")
	clients := flag.Int("clients", 300, "how many annotate at once")
	lasting := flag.Duration("for", 15*time.Second, "how long each part lasts")
	peer := flag.Bool("pocketbase", false, "measure PocketBase beside it")
	database := flag.String("database", "", "where Quoth keeps it; a temporary file if empty")
	replicas := flag.Int("replicas", 1, "how many servers share the database, a postgres:// address")
	classes := flag.Int("classes", 1, "among how many classes the clients are")
	flag.Parse()
	if err := run(*binary, *database, *clients, *replicas, *classes, *lasting, *peer); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(binary, database string, clients, replicas, classes int, lasting time.Duration, peer bool) error {
	folder, err := os.MkdirTemp("", "quoth-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if database == "" {
		database = folder + "/quoth.db"
	}
	rounds := 1
	var base *pocketbase
	if peer {
		if base, err = startPocketBase(folder); err != nil {
			return err
		}
		defer base.stop()
		rounds = 3
	}
	q, err := startQuoth(binary, database, replicas, classes, clients)
	if err != nil {
		return err
	}
	defer q.stop()
	var ours, theirs []load
	for range rounds { // by turns, so that a slow minute of the machine is everybody's
		ours = append(ours, during(lasting, clients, q.edit))
		if base != nil {
			theirs = append(theirs, during(lasting, clients, base.create))
		}
	}
	o := median(ours)
	fmt.Printf("Quoth, %d clients, %d replica(s), %d class(es): %s\n", clients, replicas, classes, o)
	if base != nil {
		p := median(theirs)
		fmt.Printf("PocketBase, %d clients: %s\n", clients, p)
		fmt.Printf("ratio %.1f\n", o.rate/p.rate)
	}
	fmt.Printf("Quoth's memory with %d connected: %s\n", clients, q.memory())
	return q.together()
}

// A load is what came of one part.
type load struct {
	rate          float64 // acknowledged a second
	middle, worst time.Duration
	failed        int64
	first         string // failure
}

func (l load) String() string {
	s := fmt.Sprintf("%.0f acknowledged writes a second, %v median, %v p99", l.rate, l.middle.Round(100*time.Microsecond), l.worst.Round(100*time.Microsecond))
	if l.failed > 0 {
		s += fmt.Sprintf(", %d failed: %s", l.failed, l.first)
	}
	return s
}

// during has every client do one thing after the other, without a pause.
func during(lasting time.Duration, clients int, do func(ctx context.Context, client int) error) load {
	ctx, cancel := context.WithTimeout(context.Background(), lasting)
	defer cancel()
	var failed atomic.Int64
	var first atomic.Value
	took := make([][]time.Duration, clients)
	var all sync.WaitGroup
	began := time.Now()
	for c := range clients {
		all.Go(func() {
			for ctx.Err() == nil {
				start := time.Now()
				if err := do(context.Background(), c); err != nil {
					failed.Add(1)
					first.CompareAndSwap(nil, err.Error())
					continue
				}
				took[c] = append(took[c], time.Since(start))
			}
		})
	}
	all.Wait()
	seconds := time.Since(began).Seconds()
	waits := slices.Concat(took...)
	slices.Sort(waits)
	l := load{rate: float64(len(waits)) / seconds, failed: failed.Load()}
	if len(waits) > 0 {
		l.middle, l.worst = waits[len(waits)/2], waits[len(waits)*99/100]
	}
	l.first, _ = first.Load().(string)
	return l
}

// median is the part with the rate in the middle.
func median(all []load) load {
	slices.SortFunc(all, func(a, b load) int { return int(a.rate - b.rate) })
	return all[len(all)/2]
}

var client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 1000, MaxConnsPerHost: 0}}

// resident is the memory of a process.
func resident(pid int) string {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return err.Error()
	}
	for line := range lines(data) {
		if rest, ok := cut(line, "VmRSS:"); ok {
			return rest
		}
	}
	return "unknown"
}
