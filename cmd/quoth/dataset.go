package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/format/dataset"
)

// A part is a file of a dataset that is being written and summed up.
type part struct {
	path string // from the folder, with slashes
	file *os.File
	out  *bufio.Writer
	sum  hash.Hash
	size int64
}

// Write counts and sums what goes to the file.
func (p *part) Write(data []byte) (int, error) {
	n, err := p.out.Write(data)
	p.sum.Write(data[:n])
	p.size += int64(n)
	return n, err
}

// A datasetFolder is written beside its name and renamed when it is whole.
type datasetFolder struct {
	about        dataset.About
	folder, name string
	splits       *dataset.Splitter
	lines        []*part
	sheets       []corpus.Sheet
	rows         []*part
	list         *part // of articles with their splits
	count        dataset.Count
}

func openDataset(c conversion) (*datasetFolder, error) {
	d := &datasetFolder{about: c.about, name: filepath.Clean(c.output), splits: dataset.NewSplitter(c.about.Seed)}
	if d.about.Name == "" {
		d.about.Name = filepath.Base(d.name)
	}
	if _, err := os.Lstat(d.name); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is there already: name a new folder, so that no file of another dataset stays in it", d.name)
	}
	above := filepath.Dir(d.name)
	if err := os.MkdirAll(above, 0o777); err != nil {
		return nil, err
	}
	var err error
	if d.folder, err = os.MkdirTemp(above, ".quoth-*"); err != nil {
		return nil, err
	}
	if err := d.open(c.to); err != nil {
		return nil, errors.Join(err, d.close(false))
	}
	return d, nil
}

func (d *datasetFolder) open(f corpus.Format) error {
	if err := os.Mkdir(filepath.Join(d.folder, "data"), 0o777); err != nil {
		return err
	}
	for _, s := range dataset.Splits {
		lines, err := d.begin("data/" + s.Name + ".jsonl")
		if err != nil {
			return err
		}
		rows, err := d.begin("data/" + s.Name + ".parquet")
		if err != nil {
			return err
		}
		d.lines, d.rows, d.sheets = append(d.lines, lines), append(d.rows, rows), append(d.sheets, f.Begin(rows))
	}
	var err error
	if d.list, err = d.begin("splits.csv"); err == nil {
		_, err = io.WriteString(d.list, "article,split\r\n")
	}
	return err
}

func (d *datasetFolder) begin(path string) (*part, error) {
	file, err := os.Create(filepath.Join(d.folder, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	return &part{path: path, file: file, out: bufio.NewWriterSize(file, 1<<17), sum: sha256.New()}, nil
}

func (d *datasetFolder) write(e encoded) error {
	split := d.splits.Of(e.document.Article)
	d.count.Add(e.document, split)
	if _, err := io.WriteString(d.lines[split], e.data); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(d.list, "%s,%s\r\n", e.document.Article.ID, dataset.Splits[split].Name); err != nil {
		return err
	}
	return d.sheets[split].Add(e.row)
}

// end closes a part and returns what is told of it.
func (p *part) end() (dataset.File, error) {
	err := errors.Join(p.out.Flush(), p.file.Close())
	return dataset.File{Path: p.path, SHA256: hex.EncodeToString(p.sum.Sum(nil)), Size: p.size}, err
}

func (d *datasetFolder) close(whole bool) error {
	var err error
	if whole {
		err = d.finish()
	}
	if err != nil || !whole {
		for _, p := range append(append(d.lines, d.rows...), d.list) {
			if p != nil {
				_ = p.file.Close() // closed already, or given up
			}
		}
		return errors.Join(err, os.RemoveAll(d.folder))
	}
	return errors.Join(os.Chmod(d.folder, 0o755), os.Rename(d.folder, d.name))
}

// finish writes what belongs around the data.
func (d *datasetFolder) finish() error {
	for _, s := range d.sheets {
		if err := s.Close(); err != nil {
			return err
		}
	}
	var files []dataset.File
	for i := range d.lines {
		for _, p := range []*part{d.lines[i], d.rows[i]} {
			f, err := p.end()
			if err != nil {
				return err
			}
			files = append(files, f)
		}
	}
	f, err := d.list.end()
	if err != nil {
		return err
	}
	files = append(files, f)
	croissant, err := dataset.Croissant(d.about, files)
	if err != nil {
		return err
	}
	card := dataset.Card(d.about, &d.count, files)
	for _, more := range []struct {
		path string
		data []byte
	}{
		{"README.md", []byte(card)}, {"LICENCE.txt", []byte(dataset.Licence(d.about))}, {"croissant.json", croissant}, {"quoth-1.json", format.Schema()},
	} {
		p, err := d.begin(more.path)
		if err != nil {
			return err
		}
		if _, err := p.Write(more.data); err != nil {
			return err
		}
		f, err := p.end()
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	return os.WriteFile(filepath.Join(d.folder, "SHA256SUMS"), []byte(dataset.Sums(files)), 0o666)
}
