package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

const anchorHelp = `quoth anchor [FILE ...]

Finds quotations again in a text that may have changed: the sentence of last
week's version in today's, or a clean quotation in a page full of menus. Reads
one JSON object a line from the files, or from standard input if there is none
or it is called -, and writes one a line in the same order, each as soon as it
is known.

In:
  text      where to look; offsets are counted in it
  exact     the words of the quotation
  prefix    the words before it (optional; 32 characters or more help most)
  suffix    the words after it (optional)
  hint      where it began in the earlier text (optional)
  unit      of hint and of the answer: codepoints (if left out), utf16 or bytes
  id        comes back in the answer (optional)

Out:
  id, start, end   the place in unit, start included and end not; null if there
                   is none
  score            0 to 1: how much of the words and of their context was kept
  state            exact      the same words, at the hint or in their context
                   moved      the same words, elsewhere
                   changed    other words or capitals, in their place or elsewhere
                   ambiguous  several places are as likely, or one is in doubt:
                              candidates lists them as [start, end], and none
                              is chosen
                   lost       the words are gone

White space, the form of quotation marks and dashes, and soft hyphens and other
characters that are not seen make no difference to the words.

Try it:
  echo '{"text":"Two ferries ran, she said.","exact":"two ferries run"}' | quoth anchor
  quoth anchor quotes.jsonl | jq 'select(.state == "ambiguous")'

A line that cannot be used is told on standard error with its file and number
and passed over; the exit code is then 1.
`

// longestLine bounds the memory that one record takes, in bytes.
const longestLine = 64 << 20

func anchor(args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("quoth anchor", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its errors are returned, and the help is our own
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, anchorHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w anchor", err, errUsage)
	}
	files := flags.Args()
	if len(files) == 0 {
		files = []string{"-"}
	}
	a := newAnchoring(out, errs)
	for _, name := range files {
		if err := a.file(name); err != nil {
			return errors.Join(err, a.finish())
		}
	}
	return a.finish()
}

// An anchoring is one run of quoth anchor: records are read one after the
// other, anchored on every processor and answered in their order.
type anchoring struct {
	errs     io.Writer
	jobs     chan job
	queue    chan job // in the order of the records
	finished chan error
	texts    revisions
}

// A job is one line and where its answer goes.
type job struct {
	file   string
	line   int
	data   []byte
	answer chan answered
}

type answered struct {
	data []byte
	err  error
}

func newAnchoring(out, errs io.Writer) *anchoring {
	n := runtime.GOMAXPROCS(0)
	a := &anchoring{errs: errs, jobs: make(chan job), queue: make(chan job, 2*n), finished: make(chan error, 1)}
	for range n {
		go func() {
			for j := range a.jobs {
				data, err := a.texts.record(j.data)
				j.answer <- answered{data, err}
			}
		}()
	}
	go func() { a.finished <- a.write(out) }()
	return a
}

// write writes the answers in order. When none is waiting, what has been
// written is let go, so that a program at the other end of a pipe may answer.
func (a *anchoring) write(out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	shown := a.terminal()
	var done, bad int
	var failed error
	for j := range a.queue {
		answer := <-j.answer
		done++
		if answer.err != nil {
			bad++
			fmt.Fprintf(a.errs, "quoth: %s, line %d: %v\n", j.file, j.line, answer.err)
		} else if failed == nil {
			_, failed = w.Write(append(answer.data, '\n'))
		}
		if failed == nil && len(a.queue) == 0 {
			failed = w.Flush()
		}
		shown(done, false)
	}
	shown(done, true)
	if err := errors.Join(failed, w.Flush()); err != nil {
		return fmt.Errorf("write the answers: %w", err)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d records could not be used", bad, done)
	}
	return nil
}

// terminal shows progress about once a second, if a person is there to see it.
func (a *anchoring) terminal() func(done int, last bool) {
	file, ok := a.errs.(*os.File)
	if !ok {
		return func(int, bool) {}
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int, bool) {}
	}
	next, begun := time.Now().Add(time.Second), false
	return func(done int, last bool) {
		if now := time.Now(); now.After(next) || last && begun {
			next, begun = now.Add(time.Second), true
			fmt.Fprintf(file, "\r%d records", done)
		}
		if last && begun {
			fmt.Fprintln(file)
		}
	}
}

func (a *anchoring) finish() error {
	close(a.jobs)
	close(a.queue)
	return <-a.finished
}

// file reads one file, or standard input if it is called "-".
func (a *anchoring) file(name string) error {
	var in io.Reader = os.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	} else {
		name = "standard input"
	}
	lines := bufio.NewReaderSize(in, 1<<16)
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if tooLong := errors.Is(err, errTooLong); tooLong || len(bytes.TrimSpace(line)) > 0 {
			j := job{name, number, line, make(chan answered, 1)}
			a.queue <- j
			if tooLong {
				j.answer <- answered{err: err}
				continue
			}
			a.jobs <- j
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s, line %d: %w", name, number, err)
		}
	}
}

var errTooLong = fmt.Errorf("it is longer than %d MiB: cut the text into chapters", longestLine>>20)

// readLine reads one line with its end. A line that is too long is read to its
// end and not kept.
func readLine(r *bufio.Reader) (line []byte, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= longestLine {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if len(line) > longestLine && (err == nil || err == io.EOF) {
			return nil, errTooLong
		}
		return line, err
	}
}

// at says where in a record its JSON is broken.
func at(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON from byte %d on (%v): write one object a line", syntax.Offset, err)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("it is a JSON %s: write one object a line", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("%q is a JSON %s: give a %s", kind.Field, kind.Value, strings.NewReplacer("int", "whole number").Replace(kind.Type.String()))
	}
	return err
}
