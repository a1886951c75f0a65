package main

import (
	"fmt"
	"io"
	"slices"

	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/format/foreign"
)

// A report is what is told of a conversion.
type report struct {
	errs       io.Writer
	progress   *progress
	to         corpus.Format
	total, bad int
	lost       []format.Loss
	mended     int
	example    string
}

// mostFaults is how many faults of one record are told before the rest is counted.
const mostFaults = 10

func (r *report) add(res result) {
	r.total++
	r.progress.tell(r.total)
	if res.err != nil {
		r.bad++
		r.progress.clear()
		tellFaults(r.errs, res.input, res.faults, res.err)
		return
	}
	for _, f := range res.faults {
		if r.mended++; r.example == "" {
			r.example = fmt.Sprintf("%s: %v", res.input.where(), f)
		}
	}
	for _, l := range res.lost {
		i := slices.IndexFunc(r.lost, func(o format.Loss) bool { return o.Feature == l.Feature })
		if i < 0 {
			i = len(r.lost)
			r.lost = append(r.lost, format.Loss{Feature: l.Feature, Example: fmt.Sprintf("%s in %s", l.Example, res.input.where())})
		}
		r.lost[i].Count += l.Count
	}
}

// tellFaults tells what is wrong in a record and returns how many things.
func tellFaults(errs io.Writer, i input, faults []foreign.Fault, err error) (n int) {
	for _, f := range faults {
		if f.Mended {
			continue
		}
		if n++; n <= mostFaults {
			fmt.Fprintf(errs, "quoth: %s: %v\n", i.where(), i.fault(f))
		}
	}
	switch {
	case n == 0 && err != nil:
		fmt.Fprintf(errs, "quoth: %s: %v\n", i.where(), err)
		n = 1
	case n > mostFaults:
		fmt.Fprintf(errs, "quoth: %s: and %d more\n", i.where(), n-mostFaults)
	}
	return n
}

// told tells the losses.
func (r *report) told() {
	if r.mended > 0 {
		fmt.Fprintf(r.errs, "quoth: mended while reading: %d, the first: %s\n", r.mended, r.example)
	}
	for _, l := range r.lost {
		fmt.Fprintf(r.errs, "quoth: %s has no place for %s: %d, the first: %s\n", r.to.Name, l.Feature, l.Count, l.Example)
	}
}
