package main

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"quoth/internal/format/corpus"
)

// archived calls f with every record of the files of a ZIP archive whose format
// shows in their names, one file after the other. Nothing is unpacked onto the
// disk; still, an archive with a path that would leave its folder is refused
// before anything of it is read, for it was made to do harm elsewhere.
func archived(ctx context.Context, file io.ReaderAt, size int64, name, from string, p *progress, f func(input) bool) (more bool, err error) {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return false, fmt.Errorf("%s: it is no ZIP archive, or not a whole one: %w", name, err)
	}
	for _, entry := range archive.File {
		if !fs.ValidPath(strings.TrimSuffix(entry.Name, "/")) || strings.Contains(entry.Name, `\`) {
			return false, fmt.Errorf("%s: the path %q in it leaves the archive's folder: nothing of it was read", name, entry.Name)
		}
	}
	beside := func(of string, format corpus.Format) (string, error) {
		words, err := archive.Open(strings.TrimSuffix(of, path.Ext(of)) + format.Beside)
		if err != nil {
			return "", fmt.Errorf("its text is not beside it: %w", err)
		}
		defer words.Close()
		return contentOf(words, of)
	}
	for _, entry := range archive.File {
		if entry.FileInfo().IsDir() || !slices.Contains(readable, strings.ToLower(path.Ext(entry.Name))) {
			continue
		}
		in, err := entry.Open()
		if err != nil {
			return false, fmt.Errorf("%s, %s: %w", name, entry.Name, err)
		}
		one := input{file: name + "/" + entry.Name}
		one.At = entry.Modified.UTC()
		more, err := one.records(ctx, entry.Name, from, in, beside, p, f)
		if err := in.Close(); err != nil {
			return false, fmt.Errorf("%s, %s: %w", name, entry.Name, err)
		}
		if err != nil || !more {
			return more, err
		}
	}
	return true, nil
}
