package answers

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/local"
	"quoth/internal/studio"
)

// formats are those that a library can be given in.
func formats() (list []studio.Format) {
	for _, f := range corpus.Formats() {
		if given(f) {
			list = append(list, studio.Format{ID: f.ID, Name: f.Name})
		}
	}
	return list
}

func given(f corpus.Format) bool { return f.Written() && f.Division != corpus.Dataset }

// give writes articles: one file if the format takes several or there is one,
// or else an archive of one for each.
func (w *Worker) give(ctx context.Context, q studio.Giving, tell func(done, total int)) ([]byte, error) {
	f, known := corpus.Find(q.Format)
	if !known || !given(f) {
		return nil, fmt.Errorf("%q is no format that is written here: %w", q.Format, annotation.ErrInvalid)
	}
	entries, err := w.entries(ctx, q.Articles)
	if err != nil {
		return nil, err
	}
	p := pack{format: f}
	head := studio.Given{Name: "quoth-" + f.ID, MediaType: f.MediaType, Articles: len(entries)}
	for i, e := range entries {
		tell(i, len(entries))
		d, err := w.document(ctx, e, func(local.LayerEntry) bool { return true })
		if err != nil {
			return nil, err
		}
		if err := p.add(d); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Article.Meta.Title, err)
		}
		head.Losses = lost(head.Losses, f.Losses(d))
	}
	file, archived, err := p.end()
	if err != nil {
		return nil, err
	}
	head.Name += f.Extension
	if archived {
		head.Name, head.MediaType = "quoth-"+f.ID+".zip", "application/zip"
	}
	line, err := json.Marshal(head)
	return append(append(line, '\n'), file...), err
}

// lost adds what one more document loses.
func lost(all, more []format.Loss) []format.Loss {
next:
	for _, l := range more {
		for i := range all {
			if all[i].Feature == l.Feature {
				all[i].Count += l.Count
				continue next
			}
		}
		all = append(all, l)
	}
	return all
}

// A pack is files that are being written.
type pack struct {
	format corpus.Format
	stream bytes.Buffer
	sheet  corpus.Sheet
	files  []file
	labels map[string]bool
}

type file struct {
	name string
	data []byte
}

func (p *pack) add(d *format.Document) error {
	f := p.format
	each := f.Each(d)
	for n, one := range each {
		if f.Begin != nil {
			if p.sheet == nil {
				p.sheet = f.Begin(&p.stream)
			}
			row, err := f.Row(one)
			if err == nil {
				err = p.sheet.Add(row)
			}
			if err != nil {
				return err
			}
			continue
		}
		data, err := f.Encode(one)
		if err != nil {
			return err
		}
		if f.Division != corpus.OneAFile {
			p.stream.Write(data)
			continue
		}
		name := string(one.Article.ID)
		if len(each) > 1 {
			name = fmt.Sprintf("%s.layer%d", name, n+1)
		}
		p.files = append(p.files, file{name + f.Extension, data})
		if f.Beside != "" && !f.Inside {
			p.files = append(p.files, file{name + f.Beside, []byte(one.Article.Text)})
		}
		if f.Labels != nil {
			if p.labels == nil {
				p.labels = map[string]bool{}
			}
			for _, l := range f.Labels(one) {
				p.labels[l] = true
			}
		}
	}
	return nil
}

// end returns the file, and whether it is an archive.
func (p *pack) end() (data []byte, archived bool, err error) {
	if p.sheet != nil {
		err = p.sheet.Close()
	}
	if p.format.Division != corpus.OneAFile {
		return p.stream.Bytes(), false, err
	}
	if p.format.Settings != nil && len(p.files) > 0 {
		name, data := p.format.Settings(p.labels)
		p.files = append(p.files, file{name, data})
	}
	if len(p.files) == 1 {
		return p.files[0].data, false, nil
	}
	archive := zip.NewWriter(&p.stream)
	for _, f := range p.files {
		w, err := archive.Create(f.name)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return nil, false, err
		}
	}
	err = archive.Close()
	return p.stream.Bytes(), true, err
}
