package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quoth/internal/format/corpus"
)

// A target is where converted records go: a folder with a file for each, or
// one stream. A file is written under another name and renamed when it is
// whole, so that nothing half-written is ever found under its own. So is a
// folder that was not there: renaming each of its files would take as long as
// all the rest.
type target struct {
	format corpus.Format
	folder string // that is written to
	fresh  bool   // whether it is renamed when all is written
	taken  map[string]int
	labels map[string]bool
	out    *bufio.Writer
	file   *os.File // renamed when all is written; nil for standard output
	name   string
	count  int
	sheet  corpus.Sheet // that takes rows; nil for the formats that have none
}

func openTarget(c conversion, out io.Writer) (*target, error) {
	t := &target{format: c.to}
	switch {
	case c.output == "":
		t.out = bufio.NewWriterSize(out, 1<<18)
	case c.to.Division == corpus.OneAFile:
		return t, t.openFolder(c.output)
	default:
		f, err := os.CreateTemp(filepath.Dir(c.output), ".quoth-*")
		if err != nil {
			return nil, err
		}
		t.file, t.name, t.out = f, c.output, bufio.NewWriterSize(f, 1<<18)
	}
	if c.to.Begin != nil {
		t.sheet = c.to.Begin(t.out)
	}
	return t, nil
}

func (t *target) openFolder(name string) error {
	t.folder, t.name, t.taken, t.labels = name, name, map[string]int{}, map[string]bool{}
	switch info, err := os.Stat(name); {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is a file: %s has a file for each article, so name a folder", name, t.format.Name)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	above := filepath.Dir(filepath.Clean(name))
	if err := os.MkdirAll(above, 0o777); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(above, ".quoth-*")
	t.folder, t.fresh = folder, true
	return err
}

func (t *target) write(e encoded) error {
	t.count++
	if t.sheet != nil {
		return t.sheet.Add(e.row)
	}
	if t.folder == "" {
		if t.format.Division == corpus.OneAFile && t.count > 1 {
			return fmt.Errorf("%s has a file for each article, and this is the second: name a folder with --output", t.format.Name)
		}
		_, err := t.out.WriteString(e.data)
		return err
	}
	name := e.name
	if t.taken[e.name]++; t.taken[e.name] > 1 { // the same article once more
		name = fmt.Sprintf("%s.%d", e.name, t.taken[e.name])
	}
	for _, l := range e.labels {
		t.labels[l] = true
	}
	path := filepath.Join(t.folder, name)
	if t.format.Beside != "" && !t.format.Inside {
		if err := t.put(path+t.format.Beside, e.text); err != nil {
			return err
		}
	}
	return t.put(path+t.format.Extension, e.data)
}

// put writes a file, in a folder that others see under a name of its own.
func (t *target) put(name, data string) error {
	if t.fresh {
		return os.WriteFile(name, []byte(data), 0o666)
	}
	hidden := filepath.Join(filepath.Dir(name), ".quoth-"+filepath.Base(name))
	err := os.WriteFile(hidden, []byte(data), 0o666)
	if err == nil {
		err = os.Rename(hidden, name)
	}
	if err != nil {
		_ = os.Remove(hidden) // the first error is the one to tell
	}
	return err
}

// close ends the stream; a file that is not whole is removed.
func (t *target) close(whole bool) error {
	if t.folder != "" && whole && t.format.Settings != nil {
		name, data := t.format.Settings(t.labels)
		path := filepath.Join(t.folder, name)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) { // a person may have written it
			if err := t.put(path, string(data)); err != nil {
				return err
			}
		}
	}
	if t.fresh {
		if !whole {
			return os.RemoveAll(t.folder)
		}
		return errors.Join(os.Chmod(t.folder, 0o755), os.Rename(t.folder, t.name))
	}
	if t.out == nil {
		return nil
	}
	var err error
	if t.sheet != nil && whole {
		err = t.sheet.Close()
	}
	err = errors.Join(err, t.out.Flush())
	if t.file == nil {
		return err
	}
	err = errors.Join(err, t.file.Chmod(0o644), t.file.Close())
	if err == nil && whole {
		return os.Rename(t.file.Name(), t.name)
	}
	return errors.Join(err, os.Remove(t.file.Name()))
}
