package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// progress tells on a terminal how far the work is.
type progress struct {
	w       io.Writer // nil if nobody looks
	size    int64     // bytes of the input, or 0
	mu      sync.Mutex
	bytes   int64
	start   time.Time
	told    time.Time
	flushed time.Time
	shown   bool
}

func newProgress(errs io.Writer, size int64) *progress {
	p := &progress{size: size, start: time.Now()}
	if f, ok := errs.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb" {
			p.w = f
		}
	}
	return p
}

func (p *progress) read(n int) {
	p.mu.Lock()
	p.bytes += int64(n)
	p.mu.Unlock()
}

// due reports whether what waits is to be written, twice a second.
func (p *progress) due() bool {
	if time.Since(p.flushed) < time.Second/2 {
		return false
	}
	p.flushed = time.Now()
	return true
}

func (p *progress) tell(total int) {
	if p.w == nil || time.Since(p.told) < time.Second/5 {
		return
	}
	p.told, p.shown = time.Now(), true
	p.mu.Lock()
	share := ""
	if p.size > 0 {
		share = fmt.Sprintf(", %d %%", min(100, p.bytes*100/p.size))
	}
	p.mu.Unlock()
	fmt.Fprintf(p.w, "\r%d records%s, %.0f a second \x1b[K", total, share, float64(total)/time.Since(p.start).Seconds())
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

func (p *progress) end(total int) {
	if p.w != nil {
		p.clear()
		fmt.Fprintf(p.w, "%d records in %v\n", total, time.Since(p.start).Round(time.Second/10))
	}
}
