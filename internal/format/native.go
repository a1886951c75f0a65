package format

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"

	"quoth/internal/annotation"
)

// What a native file says of itself. A version that only adds members keeps
// its number, since readers pass over members that they do not know; one that
// changes the meaning of a member counts on.
const (
	nativeName    = "quoth"
	libraryName   = "quoth-library"
	formatVersion = 1
	schemaPath    = "/schema/quoth-1.json"
	offsetUnit    = "codepoint"
)

// context is how many characters before and after a span are written with
// it: enough to tell two like sentences apart.
const context = 32

//go:embed schema/quoth-1.json
var schema string

// Schema is the JSON Schema (draft 2020-12) of the native format, which the
// server publishes at /schema/quoth-1.json. The caller may modify it.
func Schema() []byte { return []byte(schema) }

// Write writes the native format, which loses nothing. The same document
// gives the same bytes. The error wraps annotation.ErrInvalid and names what
// does not add up; then nothing has been written. Times are written in UTC.
func Write(w io.Writer, d *Document) error {
	e := new(encoder)
	e.document(d)
	return e.flush(w)
}

// WriteLibrary writes documents into one file, which [ReadLibrary] reads.
// Errors are those of Write; no two documents may be of the same article.
func WriteLibrary(w io.Writer, documents []*Document) error {
	e := new(encoder)
	e.object(broken, func() {
		e.member("format", libraryName)
		e.int("formatVersion", formatVersion)
		lines(e, "documents", documents, e.document)
	})
	if err := checkLibrary(documents); err != nil {
		return err
	}
	return e.flush(w)
}

func (e *encoder) flush(w io.Writer) error {
	if e.err != nil {
		return fmt.Errorf("the file was not written: %w", e.err)
	}
	_, err := w.Write(append(e.buf, '\n'))
	return err
}

// Read reads the native format. On any error, all of which wrap
// annotation.ErrInvalid and say where and what, there is no document at all.
//
// It is strict about what is written: UTF-8, names once in an object, every
// required member of its type, the SHA-256 of the text, every offset in both
// units, the exact words and their context, and each rule of article and
// layers. Members that version 1 does not know are passed over, so that a
// program may add its own; they are not kept.
func Read(data []byte) (*Document, error) {
	p := newParser(data)
	start := p.at
	if format := p.sniff(); p.err == nil && format == libraryName {
		return nil, fmt.Errorf("this file holds a whole library and not one article: open it on the start page: %w", annotation.ErrInvalid)
	}
	p.rewind(start)
	d := p.document()
	if p.err != nil {
		return nil, p.err
	}
	return d, nil
}

// ReadLibrary reads the documents of a library file, or the one of a native
// file. Errors are those of Read; on any there are no documents at all.
func ReadLibrary(data []byte) ([]*Document, error) {
	p := newParser(data)
	start := p.at
	format := p.sniff()
	p.rewind(start)
	var documents []*Document
	if format == libraryName {
		documents = p.library()
	} else {
		documents = append(documents, p.document())
	}
	if p.err == nil {
		p.err = checkLibrary(documents)
	}
	if p.err != nil {
		return nil, p.err
	}
	return documents, nil
}

func checkLibrary(documents []*Document) error {
	seen := make(map[string]int, len(documents))
	for i, d := range documents {
		if d == nil || d.Article == nil {
			continue // the document's own check tells
		}
		if first, twice := seen[string(d.Article.ID)]; twice {
			return fmt.Errorf("documents %d and %d are of the same article, %s: %w", first+1, i+1, d.Article.ID, annotation.ErrInvalid)
		}
		seen[string(d.Article.ID)] = i
	}
	return nil
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
