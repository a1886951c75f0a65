package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"

	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/format/dataset"
	"quoth/internal/format/foreign"
)

const convertHelp = `quoth convert [--from FORMAT] --to FORMAT [--output PATH] [FILE|FOLDER|ZIP|- ...]

Makes files of one format into files of another, record by record, so that the
memory does not grow with the corpus. Reads standard input if no file is named.

  --from FORMAT   of the files; if left out it is told by name and beginning
  --to FORMAT     of what is written
  --output PATH   a folder for the formats that have a file for each article,
                  named by its id; else a file. If left out: standard output.
                  Each file is written under another name and then renamed
  --jobs N        how many records are worked on at a time

Of a dataset, which is a new folder with splits, README, metadata and checksums:

  --name TEXT     what it is called; if left out, the folder's name
  --licence ID    of the annotations, like CC-BY-4.0
  --seed N        of the splits; if left out 1

Formats:
%s
What a format has no place for is counted and told on standard error. A record
in which an offset, a quotation, a label or a reference is wrong is told by file
and line and passed over; the exit code is then 1.

Try it:
  quoth convert --to brat --output brat/ corpus.jsonl
  quoth convert --to conll 'brat/*.ann' > corpus.conll
  quoth convert --to dataset --output bridges --licence CC-BY-4.0 corpus.zip
  zcat corpus.jsonl.gz | quoth convert --from jsonl --to conll - | head
`

// formatList is the table of formats for the help.
func formatList() string {
	var b strings.Builder
	for _, f := range corpus.Formats() {
		ways := "read and written"
		switch {
		case f.Decode == nil:
			ways = "written"
		case !f.Written():
			ways = "read"
		}
		fmt.Fprintf(&b, "  %-13s %s (%s)\n", f.ID, f.Name, ways)
	}
	return b.String()
}

type conversion struct {
	from, output string
	to           corpus.Format
	jobs         int
	files        []string
	about        dataset.About
}

func parseConvert(args []string, out io.Writer) (c conversion, helped bool, err error) {
	flags := flag.NewFlagSet("quoth convert", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	to := ""
	flags.StringVar(&c.from, "from", "", "")
	flags.StringVar(&to, "to", "", "")
	flags.StringVar(&c.output, "output", "", "")
	flags.IntVar(&c.jobs, "jobs", runtime.GOMAXPROCS(0), "")
	flags.StringVar(&c.about.Name, "name", "", "")
	flags.StringVar(&c.about.Licence, "licence", "", "")
	flags.IntVar(&c.about.Seed, "seed", 1, "")
	rest, err := interspersed(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		_, err := fmt.Fprintf(out, convertHelp, formatList())
		return c, true, err
	}
	if err != nil {
		return c, false, fmt.Errorf("%v: %w convert", err, errUsage)
	}
	known := true
	if c.to, known = corpus.Find(to); !known || !c.to.Written() {
		return c, false, fmt.Errorf("--to %q is no format that is written: %w convert", to, errUsage)
	}
	if c.from != "" {
		if f, known := corpus.Find(c.from); !known || f.Decode == nil {
			return c, false, fmt.Errorf("--from %q is no format that is read: %w convert", c.from, errUsage)
		}
	}
	if c.jobs < 1 {
		return c, false, fmt.Errorf("--jobs %d: it is at least 1: %w convert", c.jobs, errUsage)
	}
	if c.to.Beside != "" && !c.to.Alone && c.output == "" {
		return c, false, fmt.Errorf("%s has two files for each article: name a folder with --output: %w convert", c.to.Name, errUsage)
	}
	if c.to.Division == corpus.Dataset && c.output == "" {
		return c, false, fmt.Errorf("a dataset is a folder: name it with --output: %w convert", errUsage)
	}
	if len(rest) == 0 {
		rest = []string{"-"}
	}
	c.files, err = named(rest)
	return c, false, err
}

// interspersed parses flags that may stand behind the files.
func interspersed(flags *flag.FlagSet, args []string) (rest []string, err error) {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

func convert(args []string, in io.Reader, out, errs io.Writer) error {
	c, helped, err := parseConvert(args, out)
	if err != nil || helped {
		return err
	}
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
