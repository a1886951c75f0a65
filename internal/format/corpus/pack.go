package corpus

import (
	"archive/zip"
	"bytes"
	"fmt"

	"quoth/internal/format"
)

// A Pack is documents on their way into one file: that of a format that takes
// several, or an archive of a file for each.
type Pack struct {
	format Format
	stream bytes.Buffer
	sheet  Sheet
	files  []packed
	labels map[string]bool
}

type packed struct {
	name string
	data []byte
}

// NewPack begins a file of a format that is written.
func NewPack(f Format) *Pack { return &Pack{format: f} }

// Add writes a document with all its layers.
func (p *Pack) Add(d *format.Document) error {
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
		if f.Division != OneAFile {
			p.stream.Write(data)
			continue
		}
		name := string(one.Article.ID)
		if len(each) > 1 {
			name = fmt.Sprintf("%s.layer%d", name, n+1)
		}
		p.files = append(p.files, packed{name + f.Extension, data})
		if f.Beside != "" && !f.Inside {
			p.files = append(p.files, packed{name + f.Beside, []byte(one.Article.Text)})
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

// End returns the file, and whether it is an archive.
func (p *Pack) End() (data []byte, archived bool, err error) {
	if p.sheet != nil {
		err = p.sheet.Close()
	}
	if p.format.Division != OneAFile {
		return p.stream.Bytes(), false, err
	}
	if p.format.Settings != nil && len(p.files) > 0 {
		name, data := p.format.Settings(p.labels)
		p.files = append(p.files, packed{name, data})
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
