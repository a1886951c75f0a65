package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"quoth/internal/format/corpus"
	"quoth/internal/format/foreign"
)

const checkHelp = `quoth check [--from FORMAT] FILE|FOLDER|ZIP|- ...

Finds every offset, quotation, label and reference that is wrong, and every id
that is there twice, in files of any format that quoth convert reads. Offsets
in the wrong unit are told by the words that the file quotes, and the likely
unit is named: bytes, UTF-16 code units or code points.

  --from FORMAT   of the files; if left out it is told by name and beginning

Each fault is a line on standard output: file, line, annotation, what is wrong.
What convert would mend by itself, like a space at the end of a passage, is a
line too, and marked so. The exit code is 1 if anything else is wrong.

Try it:
  quoth check corpus.jsonl
  quoth check brat/ | sort | uniq -c | sort -rn | head
`

func check(args []string, in io.Reader, out, errs io.Writer) error {
	flags := flag.NewFlagSet("quoth check", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	from := flags.String("from", "", "")
	rest, err := interspersed(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, checkHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w check", err, errUsage)
	case len(rest) == 0:
		return fmt.Errorf("no file is named: %w check", errUsage)
	}
	if f, known := corpus.Find(*from); *from != "" && (!known || f.Decode == nil) {
		return fmt.Errorf("--from %q is no format that is read: %w check", *from, errUsage)
	}
	files, err := named(rest)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := newProgress(errs, 0)
	var total, wrong, bad int
	err = inputs(ctx, files, *from, in, p, func(i input) bool {
		total++
		p.tell(total)
		faults := []foreign.Fault{}
		if i.Err != nil {
			faults = append(faults, foreign.Fault{What: i.Err.Error()})
		} else {
			_, faults = i.format.Decode(i.Record)
		}
		before := wrong
		for _, f := range faults {
			p.clear()
			f = i.fault(f)
			sign := ""
			if f.Mended {
				sign = " (mended)"
			} else {
				wrong++
			}
			if _, err := fmt.Fprintf(out, "%s: %v%s\n", i.where(), f, sign); err != nil {
				return false
			}
		}
		if wrong > before {
			bad++
		}
		return true
	})
	p.end(total)
	switch {
	case err != nil:
		return err
	case bad > 0:
		return fmt.Errorf("%d faults in %d of %d records", wrong, bad, total)
	}
	fmt.Fprintf(errs, "quoth: %d records, nothing wrong\n", total)
	return nil
}
