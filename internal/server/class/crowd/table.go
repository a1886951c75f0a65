package crowd

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// A Row is one line of what was measured.
type Row struct {
	What, Must, Measured string
	Missed               bool
}

// Print writes rows as a table in Markdown, and reports whether all were met.
func Print(w io.Writer, rows []Row) (met bool) {
	met = true
	fmt.Fprint(w, "| what | must | measured | |\n|---|---|---|---|\n")
	for _, r := range rows {
		how := "PASS"
		switch {
		case r.Missed:
			how, met = "MISSED", false
		case r.Must == "":
			how = ""
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", r.What, r.Must, r.Measured, how)
	}
	return met
}

// Percentile is what so many of a hundred do not exceed; 0 of nothing.
func Percentile(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Clone(all)
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)]
}

// Short is a duration as a table has it.
func Short(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d >= 10*time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(100 * time.Microsecond).String()
}

// Busy is how many processes of the machine wanted to run in the last minute.
func Busy() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	last, _, _ := strings.Cut(string(data), " ")
	return last
}
