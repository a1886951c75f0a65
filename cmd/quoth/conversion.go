package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"

	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/format/dataset"
	"quoth/internal/format/foreign"
)

// A conversion is what quoth convert and quoth suggest do: read records, work
// on several at a time, and write them in their order.
type conversion struct {
	from, output string
	to           corpus.Format
	jobs         int
	files        []string
	about        dataset.About
	change       func(*format.Document) error // before it is written; may be nil
}

// readFrom checks the format that is read, if one is named. Its error lacks the
// command at its end.
func (c conversion) readFrom() error {
	if f, known := corpus.Find(c.from); c.from != "" && (!known || f.Decode == nil) {
		return fmt.Errorf("--from %q is no format that is read: %w", c.from, errUsage)
	}
	return nil
}

func (c conversion) convert(in io.Reader, out, errs io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Records are read and forgotten: collecting garbage less often is a fifth
	// of the time, and the limit keeps the memory where it was.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(200 << 20))
	w, err := c.begin(out)
	if err != nil {
		return err
	}
	r := report{errs: errs, progress: newProgress(errs, 0), to: c.to}
	err = c.run(ctx, in, &r, w)
	err = errors.Join(err, w.close(err == nil))
	r.progress.end(r.total)
	r.told()
	switch {
	case err != nil:
		return err
	case r.bad > 0:
		return fmt.Errorf("%d of %d records were passed over", r.bad, r.total)
	}
	return nil
}

// A result is what became of a record.
type result struct {
	input   input
	faults  []foreign.Fault
	err     error
	lost    []format.Loss
	records []encoded
}

// encoded is a document in the format that is written.
type encoded struct {
	name, data, text string
	labels           []string
	row              any              // of a sheet, instead of data or beside it
	document         *format.Document // of a dataset, which counts it
}

// An output is where converted records go. Close ends it, and removes what
// was written unless it is whole.
type output interface {
	write(encoded) error
	close(whole bool) error
}

func (c conversion) begin(out io.Writer) (output, error) {
	if c.to.Division == corpus.Dataset {
		return openDataset(c)
	}
	return openTarget(c, out)
}

// run reads, works on several records at a time and writes in their order.
// What waits is bounded by the number of jobs.
func (c conversion) run(ctx context.Context, in io.Reader, r *report, w output) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan result, 2*c.jobs)
	work := make(chan func(), c.jobs)
	var workers sync.WaitGroup
	for range c.jobs {
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
		readErr = inputs(ctx, c.files, c.from, in, r.progress, func(i input) bool {
			one := make(chan result, 1)
			select {
			case queue <- one:
			case <-ctx.Done():
				return false
			}
			work <- func() { one <- c.one(i) }
			return true
		})
	}()
	var writeErr error
	for one := range queue {
		res := <-one
		if writeErr == nil {
			r.add(res)
			for _, e := range res.records {
				if writeErr = w.write(e); writeErr != nil {
					cancel()
					break
				}
			}
		}
	}
	workers.Wait()
	if writeErr != nil {
		return writeErr
	}
	return readErr
}

// one converts one record.
func (c conversion) one(i input) (r result) {
	r.input = i
	if r.err = i.Err; r.err != nil {
		return r
	}
	d, faults := i.format.Decode(i.Record)
	r.input.Data, r.input.Text, r.faults = nil, "", faults
	if r.err = foreign.Broken(faults); r.err != nil || d == nil {
		return r
	}
	if c.change != nil {
		if r.err = c.change(d); r.err != nil {
			return r
		}
	}
	each := c.to.Each(d)
	for n, one := range each {
		e, err := c.encode(one)
		if err != nil {
			r.err, r.records = err, nil
			return r
		}
		if len(each) > 1 {
			e.name = fmt.Sprintf("%s.layer%d", e.name, n+1)
		}
		if c.to.Beside != "" && !c.to.Inside {
			e.text = one.Article.Text
		}
		if c.to.Labels != nil {
			e.labels = c.to.Labels(one)
		}
		r.records = append(r.records, e)
	}
	r.lost = c.to.Losses(d)
	return r
}

func (c conversion) encode(d *format.Document) (e encoded, err error) {
	e.name = string(d.Article.ID)
	if c.to.Row != nil {
		if e.row, err = c.to.Row(d); err != nil || c.to.Encode == nil {
			return e, err
		}
		e.document = d
	}
	data, err := c.to.Encode(d)
	e.data = string(data)
	return e, err
}
