package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"quoth/internal/article"
	"quoth/internal/extract"
	"quoth/internal/fetch"
	"quoth/internal/format"
	"quoth/internal/ingest"
)

const importHelp = `quoth import [flags] FILE|URL|-

Makes articles of web pages (.html, .htm, and .mhtml with its pictures left
out), plain text (.txt) and Markdown (.md), and writes them to standard output.
A lone hyphen reads standard input; what begins with "<" there is a web page. An
address (https://…) is fetched, from the public web only; a page behind a login
is saved in your browser and imported as a file, with --url for where it came
from.

  --format FORMAT   json: one article as Quoth's own JSON, which opens in the
                    browser (the default);
                    jsonl: many, one JSON object a line
  --url URL         where the page came from; links are read against it
  --output FILE     write there instead; a file that is there is not overwritten
  --resume          with --format jsonl and --output: go on where an earlier run
                    stopped; ids that FILE has already are left out
  --jobs N          how many pages are read at a time (one for each processor)

JSON lines in, from .jsonl or standard input:
  {"id":"1","html":"<!doctype html>…","url":"https://press.example/a"}
  {"id":"2","text":"A headline\n\nA paragraph."}
Out, in the same order:
  {"id","url","headline","deck","bylines","publisher","published","modified",
   "language","text","blocks"}, and "canonical", "section", "licence",
  "direction", "sources" (where each field comes from) and "notices" if known.
  "text" is the body: its paragraphs with an empty line between them. Each of
  "blocks" has "kind" and, in code points of "text", "start" and "end"; headline,
  deck, byline and caption are not in "text" and have their own.

A record that cannot be read is told on standard error by file and line and
passed over; then the exit code is 1.

Try it:
  quoth import page.html --url https://press.example/a > article.json
  quoth import --format jsonl pages.jsonl --output articles.jsonl
  quoth import --format jsonl pages.jsonl --output articles.jsonl --resume
`

// imports are what import is told.
type imports struct {
	input, format, url, output string
	resume                     bool
	jobs                       int
}

func parseImport(args []string, out io.Writer) (o imports, helped bool, err error) {
	flags := flag.NewFlagSet("quoth import", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.format, "format", "json", "")
	flags.StringVar(&o.url, "url", "", "")
	flags.StringVar(&o.output, "output", "", "")
	flags.BoolVar(&o.resume, "resume", false, "")
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "")
	var rest []string
	for len(args) > 0 { // flags may stand behind the file
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			_, err := io.WriteString(out, importHelp)
			return o, true, err
		} else if err != nil {
			return o, false, fmt.Errorf("%v: %w import", err, errUsage)
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	wrong := ""
	switch {
	case len(rest) != 1:
		wrong = fmt.Sprintf("import takes one file, or - for standard input, not %d", len(rest))
	case o.format != "json" && o.format != "jsonl":
		wrong = fmt.Sprintf("--format %q: it is json or jsonl", o.format)
	case o.resume && (o.format != "jsonl" || o.output == ""):
		wrong = "--resume goes with --format jsonl and --output"
	case o.jobs < 1:
		wrong = fmt.Sprintf("--jobs %d: it is at least 1", o.jobs)
	}
	if wrong != "" {
		return o, false, fmt.Errorf("%s: %w import", wrong, errUsage)
	}
	o.input = rest[0]
	return o, false, nil
}

func importArticles(args []string, in io.Reader, out, errs io.Writer) (err error) {
	o, helped, err := parseImport(args, out)
	if err != nil || helped {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends it at once
	if o.format == "jsonl" && isLines(o.input) {
		return importLines(ctx, o, in, out, errs)
	}
	a, about, err := importOne(ctx, o, in)
	if err != nil {
		return err
	}
	if o.output != "" {
		f, err := os.OpenFile(o.output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already: remove it or name another with --output", o.output)
		} else if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		out = f
	}
	if o.format == "jsonl" {
		return writeRecord(out, record{id: filepath.Base(o.input), article: a, about: about})
	}
	return format.Write(out, &format.Document{Article: a, Exported: time.Now().UTC(), Generator: "quoth " + version})
}

// isLines reports whether an input holds many records, by its name.
func isLines(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt", ".md", ".markdown":
		return false
	}
	return !isAddress(name)
}

func isAddress(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// importOne makes an article of a file, of standard input or of an address.
func importOne(ctx context.Context, o imports, in io.Reader) (*article.Article, extract.About, error) {
	page := extract.Page{URL: o.url, Retrieved: time.Now().UTC().Truncate(time.Millisecond)}
	var err error
	switch {
	case isAddress(o.input):
		if page, err = fetchPage(ctx, fetch.New(fetch.Config{Agent: agent(nil)}), o.input); err != nil {
			return nil, extract.About{}, err
		}
	case o.input == "-":
		if page.HTML, err = io.ReadAll(io.LimitReader(in, extract.Limit+1)); err != nil {
			return nil, extract.About{}, fmt.Errorf("standard input: %w", err)
		}
	default:
		info, err := os.Stat(o.input)
		if err != nil {
			return nil, extract.About{}, err
		}
		// The file's own time, so that the same file gives the same article.
		page.Retrieved = info.ModTime().UTC().Truncate(time.Millisecond)
		if info.Size() > largest(o.input) {
			return nil, extract.About{}, fmt.Errorf("%s: %w", o.input, extract.ErrTooLarge)
		}
		if page.HTML, err = os.ReadFile(o.input); err != nil {
			return nil, extract.About{}, err
		}
	}
	a, about, err := makeArticle(page, o.input)
	if err != nil {
		return nil, about, fmt.Errorf("%s: %w", o.input, err)
	}
	return a, about, nil
}

// largest is how many bytes a file may have; the pictures of a web archive are
// passed over.
func largest(name string) int64 {
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".mhtml" || ext == ".mht" {
		return 10 * extract.Limit
	}
	return extract.Limit
}

// makeArticle reads web pages by package extract, all else by package ingest.
func makeArticle(page extract.Page, name string) (*article.Article, extract.About, error) {
	page, err := unpack(page)
	if err != nil {
		return nil, extract.About{}, err
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".mhtml", ".mht":
	case ".txt", ".md", ".markdown":
		return readText(name, page)
	default:
		if !isAddress(name) && !strings.HasPrefix(strings.TrimSpace(string(page.HTML[:min(len(page.HTML), 200)])), "<") {
			return readText("", page)
		}
	}
	r, err := extract.Read(page)
	if err != nil {
		return nil, extract.About{}, err
	}
	if !isAddress(name) {
		r.Article.Meta.Source = "file"
	}
	return r.Article, r.About, nil
}

func readText(name string, page extract.Page) (*article.Article, extract.About, error) {
	a, err := ingest.File(filepath.Base(name), page.HTML, page.Retrieved)
	if err != nil {
		return nil, extract.About{}, err
	}
	a.Meta.URL = page.URL
	return a, aboutText(a, page.URL), nil
}

// aboutText is what is known about an article that is no web page.
func aboutText(a *article.Article, address string) extract.About {
	if a == nil {
		return extract.About{}
	}
	m := a.Meta
	return extract.About{
		Headline: m.Title, Bylines: m.Bylines, Publisher: m.Publisher, URL: address, Canonical: m.Canonical,
		Published: m.Published, Language: m.Language, Direction: m.Direction,
	}
}
