package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quoth/internal/format/corpus"
	"quoth/internal/format/foreign"
)

// An input is a record with the file that it is of.
type input struct {
	corpus.Record
	file   string
	format corpus.Format
}

// where names the record in a message.
func (i input) where() string {
	if i.format.Division == corpus.OneAFile {
		return i.file
	}
	return fmt.Sprintf("%s:%d", i.file, i.Line)
}

// fault is a fault of the record with its line in the file.
func (i input) fault(f foreign.Fault) foreign.Fault {
	if f.Line > 0 && i.format.Division != corpus.OneAFile {
		f.Line += i.Line - 1
	}
	return f
}

// readable are the ends of names by which a file in a folder is taken.
var readable = []string{".json", ".jsonl", ".ann", ".conll", ".iob", ".bio", ".jsonld", ".csv", ".tsv", ".tab", ".xml", ".tei"}

// named are the files that the arguments name. A pattern that the shell left
// is looked up, and a folder stands for the files in it whose format shows in
// the name; the order is that of the names.
func named(args []string) (files []string, err error) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-":
			files = append(files, arg)
		case err == nil && info.IsDir():
			err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
				if err == nil && !d.IsDir() && slices.Contains(readable, strings.ToLower(filepath.Ext(path))) {
					files = append(files, path)
				}
				return err
			})
			if err != nil {
				return nil, err
			}
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
			found, err := filepath.Glob(arg)
			if err != nil || len(found) == 0 {
				return nil, fmt.Errorf("%s: no file is called so", arg)
			}
			files = append(files, found...)
		case err != nil:
			return nil, err
		default:
			files = append(files, arg)
		}
	}
	if len(files) == 0 {
		return nil, errors.New("there is no file to read")
	}
	return files, nil
}

// inputs calls f with every record of the files, one after the other.
func inputs(ctx context.Context, files []string, from string, in io.Reader, p *progress, f func(input) bool) error {
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		more, err := inputsOf(ctx, name, from, in, p, f)
		if err != nil {
			return err
		}
		if !more {
			return nil
		}
	}
	return ctx.Err()
}

func inputsOf(ctx context.Context, name, from string, in io.Reader, p *progress, f func(input) bool) (more bool, err error) {
	one := input{file: name}
	if name == "-" {
		one.file = "standard input"
		return one.records(ctx, name, from, in, textBeside, p, f)
	}
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	one.At = info.ModTime().UTC()
	if strings.EqualFold(filepath.Ext(name), ".zip") {
		return archived(ctx, file, info.Size(), name, from, p, f)
	}
	return one.records(ctx, name, from, file, textBeside, p, f)
}

// records calls f with every record of a file. beside reads what stands beside
// a file of a format that has its text apart.
func (one input) records(ctx context.Context, name, from string, in io.Reader, beside func(name string, f corpus.Format) (string, error), p *progress, f func(input) bool) (more bool, err error) {
	r := bufio.NewReaderSize(in, 1<<16)
	begin, _ := r.Peek(1 << 16) // a short file is told by its records
	known := true
	if from != "" {
		one.format, known = corpus.Find(from)
	} else if one.format, known = corpus.Guess(name, begin); !known {
		return false, fmt.Errorf("%s: its format does not show: name it with --from", one.file)
	}
	if one.format.Decode == nil {
		return false, fmt.Errorf("%s: %s is written but not read: take the Quoth JSON of the same article", one.file, one.format.Name)
	}
	var missing error
	words := ""
	if one.format.Beside != "" {
		words, missing = beside(name, one.format)
		if one.format.Alone && (name == "-" || errors.Is(missing, fs.ErrNotExist)) {
			missing = nil // the record tells if it needs one
		}
	}
	for record := range one.format.Records(r) {
		p.read(len(record.Data))
		i := one
		i.Line, i.Data, i.Text, i.Err = record.Line, record.Data, words, errors.Join(record.Err, missing)
		if ctx.Err() != nil || !f(i) {
			return false, nil
		}
	}
	return true, nil
}

// textBeside reads the file that an annotation file is about.
func textBeside(name string, f corpus.Format) (string, error) {
	if name == "-" {
		return "", fmt.Errorf("%s has its text in a file of its own: name the %s file", f.Name, f.Extension)
	}
	file, err := os.Open(strings.TrimSuffix(name, filepath.Ext(name)) + f.Beside)
	if err != nil {
		return "", fmt.Errorf("its text is not beside it: %w", err)
	}
	defer file.Close()
	return contentOf(file, file.Name())
}

// contentOf reads a whole file of words.
func contentOf(file io.Reader, name string) (string, error) {
	data, err := io.ReadAll(io.LimitReader(file, corpus.MaxRecord+1))
	if err == nil && len(data) > corpus.MaxRecord {
		err = fmt.Errorf("%s is longer than %d MiB", name, corpus.MaxRecord>>20)
	}
	return string(data), err
}
