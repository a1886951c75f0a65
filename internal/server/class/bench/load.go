package main

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"quoth/internal/server/class/crowd"
)

// A load is what came of one round.
type load struct {
	rate          float64 // acknowledged a second
	middle, worst time.Duration
	failed        int64
	first         string // failure
}

// String is a load as the table has it.
func (l load) String() string {
	s := fmt.Sprintf("%.0f, %s / %s", l.rate, crowd.Short(l.middle), crowd.Short(l.worst))
	if l.failed > 0 {
		s += fmt.Sprintf(", %d failed: %s", l.failed, l.first)
	}
	return s
}

// during has every client do one thing after the other, without a pause.
func during(lasting time.Duration, clients int, do func(client int) error) load {
	var failed atomic.Int64
	var first atomic.Value
	took := make([][]time.Duration, clients)
	var all sync.WaitGroup
	began := time.Now()
	for c := range clients {
		all.Go(func() {
			for time.Since(began) < lasting {
				start := time.Now()
				if err := do(c); err != nil {
					failed.Add(1)
					first.CompareAndSwap(nil, err.Error())
					continue
				}
				took[c] = append(took[c], time.Since(start))
			}
		})
	}
	all.Wait()
	waits := slices.Concat(took...)
	l := load{rate: float64(len(waits)) / time.Since(began).Seconds(), failed: failed.Load()}
	l.middle, l.worst = crowd.Percentile(waits, 50), crowd.Percentile(waits, 99)
	l.first, _ = first.Load().(string)
	return l
}

// median is the round with the rate in the middle.
func median(all []load) load {
	slices.SortFunc(all, func(a, b load) int { return int(a.rate - b.rate) })
	return all[len(all)/2]
}
