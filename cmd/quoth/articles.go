package main

import (
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"strings"
	"time"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/ingest"
	"quoth/internal/server"
	"quoth/web"
)

// samples are the articles that come with the program.
func samples() ([]server.Offer, error) {
	files, err := fs.Sub(web.Files, "samples")
	if err != nil {
		return nil, err
	}
	return read(files, "samples", func(name string, err error) error { return err })
}

// folder are the articles of a folder. A file that cannot be read is logged
// and left out, so that one bad file does not keep the others from a class; a
// folder without any is an error.
func folder(files fs.FS, name string, log *slog.Logger) ([]server.Offer, error) {
	offers, err := read(files, name, func(file string, err error) error {
		log.Warn("an article is left out", "file", path.Join(name, file), "why", err)
		return nil
	})
	if err == nil && len(offers) == 0 {
		err = fmt.Errorf("%s holds no article: put .txt, .md or .html files into it", name)
	}
	return offers, err
}

func read(files fs.FS, in string, bad func(name string, err error) error) (offers []server.Offer, err error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("articles in %s: %w", in, err)
	}
	taken := map[string]string{}
	for _, e := range entries {
		if e.IsDir() || !isArticle(e.Name()) {
			continue
		}
		a, err := readArticle(files, e)
		name := nameOf(e.Name())
		if first, twice := taken[name]; err == nil && twice {
			err = fmt.Errorf("%s has the address /read/%s already: rename one", first, name)
		}
		if err != nil {
			if err = bad(e.Name(), err); err != nil {
				return nil, err
			}
			continue
		}
		taken[name] = e.Name()
		offers = append(offers, server.Offer{Name: name, Article: a})
	}
	return offers, nil
}

func isArticle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".md", ".markdown", ".html", ".htm":
		base := strings.ToUpper(name)
		return !strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "README") && !strings.HasPrefix(base, "LICENSE")
	}
	return false
}

// readArticle takes a file's own time as the time of retrieval, so that the
// same file gives the same bytes on every server. Embedded files have none.
func readArticle(files fs.FS, e fs.DirEntry) (*article.Article, error) {
	info, err := e.Info()
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(files, e.Name())
	if err != nil {
		return nil, err
	}
	return ingest.File(e.Name(), data, info.ModTime().UTC().Truncate(time.Millisecond))
}

// nameOf makes the name in the address from the name of a file: its letters
// and digits, lower case, with hyphens for everything between.
func nameOf(file string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSuffix(file, path.Ext(file))) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.Trim(b.String(), "-"); name != "" {
		return name
	}
	return "article"
}
