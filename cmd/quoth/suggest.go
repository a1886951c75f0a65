package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"quoth/internal/format/corpus"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/weights"
)

const suggestHelp = `quoth suggest [flags] [FILE|FOLDER|ZIP|- ...]

Proposes who says what, and what is worth checking. Reads articles in any format
that quoth convert reads, JSON lines with "id" and "text" among them, and writes
Quoth JSON, one document a line, with the proposals in two layers of their own:
"suggested-attribution" and "suggested-check-worthiness". What people have
marked stays as it is, and every proposal names its engine, version and score.

  --from FORMAT      of the files; if left out it is told by name and beginning
  --output FILE      instead of standard output; renamed when it is whole
  --language TAG     of articles that name none (guessed): de, en, es, fr, it,
                     nl, pt, ar, ja, zh; of any other only quotations are found
  --weights FILE     what quoth train wrote, instead of what is built in
  --rules            by rules alone, without learned weights
  --format FORMAT    native, which is this; errors, which compares with what
                     people marked, in the records that quoth train reads, and
                     counts the commonest kinds of error; or jsonl:

quoth suggest --format jsonl [flags] [FILE]

reads one JSON object a line from FILE, or from standard input if there is none
or it is "-":

  {"id": "a1", "text": "“We are late,” said Mara Quill.", "lang": "en"}

and writes one a line, as soon as it is read:

  {"id": "a1", "attributions": [{"source": [[20, 30]], "cue": [[15, 19]],
   "content": [[0, 14]], "text": "“We are late,”", "form": "direct",
   "score": 0.97, "speaker": "Mara Quill"}], "claims": []}

A claim is {"content": [[0, 41]], "text": "Some 1,200 people take the ferry every
day.", "class": "CFS", "kind": "numerical", "reason": "states a number", "score":
0.59}; the one most worth checking comes first. Classes are those of ClaimBuster:
CFS is worth checking, UFS states something of less interest.

All offsets count Unicode code points of the text from 0; the end is the first
that does not belong. Paragraphs are parted by empty lines, or by line ends if
there are none. Nothing is known of an empty source or speaker. A record that
cannot be read is named by its line, and ends the run with code 1.
`

func suggestCommand(args []string, in io.Reader, out, errs io.Writer) error {
	var style, language, learned string
	var rules bool
	to, _ := corpus.Find("jsonl")
	c := conversion{to: to, jobs: runtime.GOMAXPROCS(0)}
	flags := flag.NewFlagSet("quoth suggest", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&style, "format", "native", "")
	flags.StringVar(&c.from, "from", "", "")
	flags.StringVar(&c.output, "output", "", "")
	flags.StringVar(&language, "language", "", "")
	flags.StringVar(&learned, "weights", "", "")
	flags.BoolVar(&rules, "rules", false, "")
	rest, err := interspersed(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, suggestHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w suggest", err, errUsage)
	case style != "jsonl" && style != "native" && style != "errors":
		return fmt.Errorf("--format is %q; it must be native, errors or jsonl: %w suggest", style, errUsage)
	case style != "native" && (c.from != "" || c.output != ""):
		return fmt.Errorf("--from and --output are not for --format %s: %w suggest", style, errUsage)
	case style != "native" && len(rest) > 1:
		return fmt.Errorf("with --format %s one file is read, not %d: %w suggest", style, len(rest), errUsage)
	}
	if err := c.readFrom(); err != nil {
		return fmt.Errorf("%w suggest", err)
	}
	model, err := modelOf(rules, learned)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		rest = []string{"-"}
	}
	if style == "errors" {
		return surveyFile(rest[0], in, language, model, out)
	}
	if style == "jsonl" {
		return suggestFile(rest[0], in, language, model, out)
	}
	if c.files, err = named(rest); err != nil {
		return err
	}
	c.change = proposer{language: language, model: model, now: time.Now}.propose
	return c.convert(in, out, errs)
}

// modelOf gives the weights of a language, or nil.
func modelOf(rules bool, file string) (func(language string) *attribution.Model, error) {
	switch {
	case rules:
		return func(string) *attribution.Model { return nil }, nil
	case file == "":
		return weights.Of, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m, err := attribution.DecodeModel(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return func(string) *attribution.Model { return m }, nil
}
