package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"quoth/internal/agreement"
)

const agreementHelp = `quoth agreement [flags] FILE ...
quoth agreement --format jsonl [flags] [FILE ...]

Says how far annotators agree.

Reads Quoth's own files, where every layer is one annotator's; layers of the same
article are put together, whichever files they come from, and prints a table:
percent, kappa, pi, alpha, unitised alpha, gamma, precision and recall of spans,
who is said to speak; overall, by label, by pair of annotators and by article,
with the passages on which they differ, most disputed first. What the data do
not define is "undefined" (null in JSON), never 0 or 1.

  --format table     for reading (the default)
  --format json      the same as one JSON object
  --format jsonl     reads and writes one JSON object a line, see below
  --gamma=false      without gamma, which takes longest
  --seed N           of what is drawn at random, gamma's samples and the
                     bootstrap: the same seed gives the same figures (1)
  --bootstrap N      how often articles are drawn for the intervals (1000)

With --format jsonl a line is items that raters coded, a row for each item:

  {"id":"a","ratings":[[1,null,2],[1,1,1]],"level":"ordinal"}

  ratings     numbers or strings, null where one is missing
  level       nominal, ordinal, interval or ratio; from ordinal on, strings that
              are all numerals are numbers
  categories  all values in their order, those that nobody used included
              (optional: numbers have their order, strings none)

or a continuum with the units that raters marked:

  {"id":"b","units":[[0,220,80,"claim"],[1,225,70,"claim"]],"begin":150,"length":300}

  units       [rater, start, length, label]; units of one rater and label that
              overlap are taken as one for alpha_u
  begin       where the continuum begins (0), and its length
  raters      how many, or a list of their names, if some marked nothing

and the answer has "id" and every measure, null where it is undefined:

  percent                 observed agreement; every rating counts once
  cohen_kappa, _linear, _quadratic
                          of two raters; weights go by the place of a category
                          in the order, and need one if there are more than two
  light_kappa             mean of Cohen's kappa of all pairs of raters
  scott_pi, bennett_s     of two raters; fleiss_kappa and randolph_kappa are the
                          same for any number
  fleiss_kappa            needs the same number of ratings for each item; items
                          with fewer than two are left out; also by category:
                          fleiss_kappa/CATEGORY
  alpha_nominal, _ordinal, _interval, _ratio
                          Krippendorff's, with missing values
  alpha_u, alpha_u/LABEL  unitised alpha (Krippendorff 1995, 2004)
  u_alpha, u_alpha_binary, cu_alpha, ku_alpha/LABEL
                          of textual continua (Krippendorff et al. 2016)
  gamma, gamma_low, gamma_high, gamma_cat, gamma_k/LABEL
                          Mathet's, with a 95 % interval for its samples

A line that cannot be used is told on standard error with its file and number
and passed over; the exit code is then 1.

Try it:
  quoth agreement maya.json tom.json
  echo '{"ratings":[["yes","yes"],["no","yes"],["no","no"]]}' | quoth agreement --format jsonl
`

// agreementFlags are what agreement is told.
type agreementFlags struct {
	format    string
	gamma     bool
	seed      uint64
	bootstrap int
}

func (o agreementFlags) options() agreement.GammaOptions {
	g := agreement.DefaultGamma
	g.Seed = o.seed
	return g
}

func agreementCommand(args []string, in io.Reader, out, errs io.Writer) error {
	var o agreementFlags
	flags := flag.NewFlagSet("quoth agreement", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.format, "format", "table", "")
	flags.BoolVar(&o.gamma, "gamma", true, "")
	flags.Uint64Var(&o.seed, "seed", 1, "")
	flags.IntVar(&o.bootstrap, "bootstrap", 1000, "")
	var files []string
	for len(args) > 0 { // flags may stand behind files
		switch err := flags.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			_, err := io.WriteString(out, agreementHelp)
			return err
		case err != nil:
			return fmt.Errorf("%v: %w agreement", err, errUsage)
		}
		if args = flags.Args(); len(args) > 0 {
			files, args = append(files, args[0]), args[1:]
		}
	}
	switch {
	case o.format != "table" && o.format != "json" && o.format != "jsonl":
		return fmt.Errorf("--format is %q; it is table, json or jsonl: %w agreement", o.format, errUsage)
	case o.bootstrap < 0 || o.bootstrap > 1_000_000:
		return fmt.Errorf("--bootstrap is %d; it is 0 to 1000000: %w agreement", o.bootstrap, errUsage)
	case o.format != "jsonl" && len(files) == 0:
		return fmt.Errorf("agreement reads files; give at least one, or - for standard input: %w agreement", errUsage)
	}
	if o.format == "jsonl" {
		if len(files) == 0 {
			files = []string{"-"}
		}
		return reliabilityLines(files, in, o, out, errs)
	}
	return agreementOfFiles(files, in, o, out)
}

// reliabilityLines answers the lines of all files.
func reliabilityLines(files []string, in io.Reader, o agreementFlags, out, errs io.Writer) error {
	w := bufio.NewWriter(out)
	done, bad := 0, 0
	for _, name := range files {
		err := eachLine(name, in, func(name string, number int, line []byte, err error) error {
			done++
			var answer []byte
			if err == nil {
				answer, err = reliabilityLine(line, o)
			}
			if err != nil {
				bad++
				fmt.Fprintf(errs, "quoth: %s, line %d: %v\n", name, number, err)
				return nil
			}
			if _, err := w.Write(append(answer, '\n')); err != nil {
				return fmt.Errorf("write the answers: %w", err)
			}
			// A program at the other end of a pipe may wait for each answer.
			return w.Flush()
		})
		if err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d records could not be used", bad, done)
	}
	return nil
}

// eachLine calls f for every line of a file that is not blank, or of in if the
// file is called "-". A line that is too long comes as an error.
func eachLine(name string, in io.Reader, f func(name string, number int, line []byte, err error) error) error {
	if name == "-" {
		name = "standard input"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	lines := bufio.NewReaderSize(in, 1<<16)
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if tooLong := errors.Is(err, errTooLong); tooLong || len(bytes.TrimSpace(line)) > 0 {
			var failed error
			if tooLong {
				failed = err
			}
			if err := f(name, number, line, failed); err != nil {
				return err
			}
			if tooLong {
				continue
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s, line %d: %w", name, number, err)
		}
	}
}
