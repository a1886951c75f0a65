package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"quoth/internal/extract"
)

// maxLine is the longest line that is read, in bytes. JSON may write a
// character in six.
const maxLine = 6 * extract.Limit

// importLines reads records, works on several at a time, and writes them in
// their order. What waits is bounded by the number of jobs.
func importLines(ctx context.Context, o imports, in io.Reader, out, errs io.Writer) error {
	var size int64
	name := "standard input"
	if o.input != "-" {
		name = o.input
		f, err := os.Open(o.input)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // it is only read
		if info, err := f.Stat(); err == nil {
			size = info.Size()
		}
		in = f
	}
	done := map[string]bool{}
	if o.output != "" {
		f, ids, err := openOutput(o.output, o.resume)
		if err != nil {
			return err
		}
		done = ids
		defer func() { _ = f.Close() }() // flush has told what went wrong
		out = f
	}
	w := bufio.NewWriterSize(out, 1<<16)
	p := newProgress(errs, size)
	queue := make(chan chan record, 2*o.jobs)
	work := make(chan func(), o.jobs)
	var workers sync.WaitGroup
	for range o.jobs {
		workers.Go(func() {
			for f := range work {
				f()
			}
		})
	}
	var readErr error
	go func() {
		defer close(queue)
		defer close(work)
		readErr = readLines(ctx, in, p, func(r record) {
			result := make(chan record, 1)
			queue <- result
			work <- func() { result <- r.read(done, o.url) }
		})
	}()
	bad, total := 0, 0
	var writeErr error
	for result := range queue {
		r := <-result
		switch {
		case r.err != nil:
			p.clear()
			bad++
			fmt.Fprintf(errs, "quoth: %s:%d: %v\n", name, r.line, r.err)
		case writeErr == nil && r.out != nil:
			_, writeErr = w.Write(r.out)
		}
		total++
		p.tell(total)
		if p.due() && writeErr == nil {
			writeErr = w.Flush()
		}
	}
	workers.Wait()
	p.end(total)
	if err := errors.Join(writeErr, w.Flush()); err != nil {
		return fmt.Errorf("writing articles: %w", err)
	}
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("stopped after %d records: --resume goes on from here if there is an --output", total)
	case readErr != nil:
		return fmt.Errorf("%s:%d: %w", name, total+1, readErr)
	case bad > 0:
		return fmt.Errorf("%s: %d of %d records were passed over", name, bad, total)
	}
	return nil
}

// readLines calls f with every line that is not blank.
func readLines(ctx context.Context, in io.Reader, p *progress, f func(record)) error {
	b := bufio.NewReaderSize(in, 1<<16)
	for line := 1; ctx.Err() == nil; line++ {
		var data []byte
		long := false
		for {
			part, err := b.ReadSlice('\n')
			p.read(len(part))
			if long = long || len(data)+len(part) > maxLine; !long {
				data = append(data, part...)
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			if len(bytes.TrimSpace(data)) > 0 || long {
				r := record{line: line, data: data}
				if long {
					r = record{line: line, err: fmt.Errorf("the line is longer than %d bytes", maxLine)}
				}
				f(r)
			}
			if err != nil {
				return nil
			}
			break
		}
	}
	return nil
}
