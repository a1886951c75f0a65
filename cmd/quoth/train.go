package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"quoth/internal/suggest/attribution"
	"quoth/internal/text"
)

const trainHelp = `quoth train --language TAG [FILE] > weights

Learns the weights that quoth suggest adds to its rules. Reads annotated
articles from FILE or standard input, one JSON object a line:

  {"id": "a1", "text": "…", "attributions": [{"source": [[20, 30]],
   "cue": [[15, 19]], "content": [[0, 14]]}]}

with offsets in Unicode code points. The same file gives the same weights. They
hold numbers for hashed features that several articles share, and no words.

  --language TAG     of all the articles: en, de and so on
`

func trainCommand(args []string, in io.Reader, out, errs io.Writer) error {
	var language string
	flags := flag.NewFlagSet("quoth train", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&language, "language", "", "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, trainHelp)
		return err
	case err != nil:
		return fmt.Errorf("%v: %w train", err, errUsage)
	case language == "":
		return fmt.Errorf("train needs --language: %w train", errUsage)
	case flags.NArg() > 1:
		return fmt.Errorf("train reads one file, not %d: %w train", flags.NArg(), errUsage)
	}
	name := "-"
	if flags.NArg() == 1 {
		name = flags.Arg(0)
	}
	examples, err := examplesOf(name, in, language)
	if err != nil {
		return err
	}
	if len(examples) == 0 {
		return errors.New("there is no article to learn from")
	}
	fmt.Fprintf(errs, "learning from %d articles\n", len(examples))
	_, err = out.Write(attribution.Train(language, examples).Encode())
	return err
}

// examplesOf reads annotated articles.
func examplesOf(name string, in io.Reader, language string) (list []attribution.Example, err error) {
	err = eachRecord(name, in, func(line []byte) error {
		e, err := exampleOf(line, language)
		list = append(list, e)
		return err
	})
	return list, err
}

func exampleOf(line []byte, language string) (e attribution.Example, err error) {
	r, err := readLesson(line, language)
	if err != nil {
		return e, err
	}
	e.Article = attribution.Plain(*r.Text, r.Language)
	bytes := bytesOf(*r.Text)
	for _, a := range r.Attributions {
		var g attribution.Gold
		for _, spans := range []struct {
			from [][2]text.CodePoint
			to   *[]text.Bytes
		}{{a.Source, &g.Source}, {a.Cue, &g.Cue}, {a.Content, (*[]text.Bytes)(&g.Content)}} {
			for _, s := range spans.from {
				if s[0] < 0 || s[1] < s[0] || int(s[1]) >= len(bytes) {
					return e, fmt.Errorf("span %v lies outside the text of %d code points", s, len(bytes)-1)
				}
				*spans.to = append(*spans.to, text.Bytes{Start: bytes[s[0]], End: bytes[s[1]]})
			}
		}
		e.Gold = append(e.Gold, g)
	}
	return e, nil
}

// bytesOf tells the byte of each code point, and the length at the end.
func bytesOf(s string) (list []text.Byte) {
	for i := range s {
		list = append(list, text.Byte(i))
	}
	return append(list, text.Byte(len(s)))
}
