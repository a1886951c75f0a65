package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"

	"quoth/internal/format/corpus"
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
	if err := c.readFrom(); err != nil {
		return c, false, fmt.Errorf("%w convert", err)
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
	return c.convert(in, out, errs)
}
