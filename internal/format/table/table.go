// Package table reads the tables that package format writes, with commas
// (RFC 4180) and with tabs, and writes the second kind. A table has a row for
// each span and its columns by name, so that other programs' tables are read
// too if they have "label", "start" and "end", in code points. The text stands
// in a file beside it.
//
// Between tabs a cell holds no tab and no line end: they are written \t, \n
// and \r, and a backslash is doubled, so that a line is a row and a program
// may divide it at the tabs.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// Keeps is what a table holds, apart from the text beside it. Whether it was
// read blind is told in the rows.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags, format.Claims,
	format.Evidence, format.Creators, format.Times, format.Origins, format.Blindness,
}

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// TSV writes the table with tabs. Errors are those of format.Write.
func TSV(w io.Writer, d *format.Document) error {
	rows, err := format.Rows(d)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, row := range rows {
		for i, c := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(escape.Replace(c))
		}
		b.WriteByte('\n')
	}
	_, err = w.Write(b.Bytes())
	return err
}

// ReadTSV reads a table with tabs about the words of the file beside it.
func ReadTSV(data []byte, words string, at time.Time) (*format.Document, []foreign.Fault) {
	r := newReader(words, at)
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		r.line++
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		for i, c := range cells {
			cells[i] = unescape.Replace(c)
		}
		if len(cells) > 1 || cells[0] != "" {
			r.row(cells)
		}
	}
	return r.document()
}

// ReadCSV reads a table with commas, or with semicolons, as spreadsheets of
// many countries write it.
func ReadCSV(data []byte, words string, at time.Time) (*format.Document, []foreign.Fault) {
	r := newReader(words, at)
	s := strings.TrimPrefix(string(data), "\uFEFF")
	c := csv.NewReader(strings.NewReader(s))
	c.FieldsPerRecord = -1
	if head, _, _ := strings.Cut(s, "\n"); strings.Contains(head, ";") && !strings.Contains(head, ",") {
		c.Comma = ';'
	}
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.fault("", "it is no table: %v", err)
			break
		}
		r.line, _ = c.FieldPos(0)
		r.row(cells)
	}
	return r.document()
}

type reader struct {
	words  string
	at     time.Time
	line   int
	column map[string]int
	first  *foreign.Draft
	drafts []*foreign.Draft
	layers map[string]*foreign.Draft
	marks  map[[2]string]int // index in its draft, by layer and annotation
}

func newReader(words string, at time.Time) *reader {
	return &reader{words: words, at: at, layers: map[string]*foreign.Draft{}, marks: map[[2]string]int{}}
}

func (r *reader) draft(layer string) *foreign.Draft {
	if d := r.layers[layer]; d != nil {
		return d
	}
	d := &foreign.Draft{Layer: annotation.LayerID(layer), At: r.at}
	r.layers[layer] = d
	r.drafts = append(r.drafts, d)
	return d
}

// fault tells what is wrong in a row. It is kept apart from the layers, which
// may come later.
func (r *reader) fault(id, what string, args ...any) {
	if r.first == nil {
		r.first = new(foreign.Draft)
	}
	r.first.Faults = append(r.first.Faults, foreign.Fault{Line: r.line, Where: id, What: fmt.Sprintf(what, args...)})
}

func (r *reader) document() (*format.Document, []foreign.Fault) {
	var faults []foreign.Fault
	if r.first != nil {
		faults = r.first.Faults
	}
	if r.words == "" {
		return nil, append(faults, foreign.Fault{What: "a table does not hold the text that it is about: put it into a file beside, of the same name and ending in .txt"})
	}
	if r.column == nil {
		return nil, append(faults, foreign.Fault{What: "it is empty: a table has the names of its columns in its first row"})
	}
	if len(r.drafts) == 0 {
		r.draft("")
	}
	d := r.drafts[0]
	d.Text, d.Unit, d.More = r.words, foreign.CodePoints, r.drafts[1:]
	doc, more := d.Document()
	return doc, append(faults, more...)
}

func (r *reader) row(cells []string) {
	if r.column == nil {
		r.column = map[string]int{}
		for i, name := range cells {
			r.column[name] = i
		}
		for _, name := range []string{"label", "start", "end"} {
			if _, there := r.column[name]; !there {
				r.fault("", "the column %q is missing: the first row has the names of the columns", name)
			}
		}
		return
	}
	get := func(name string) string {
		i, there := r.column[name]
		if !there || i >= len(cells) {
			return ""
		}
		return plain(cells[i])
	}
	id := get("annotation")
	if id == "" {
		id = "a" + strconv.Itoa(r.line)
	}
	if len(cells) != len(r.column) {
		r.fault(id, "the row has %d cells, the first row %d", len(cells), len(r.column))
		return
	}
	start, err := strconv.Atoi(get("start"))
	end, err2 := strconv.Atoi(get("end"))
	if err != nil || err2 != nil {
		r.fault(id, "its start and end are %q and %q, which are not both whole numbers", get("start"), get("end"))
		return
	}
	d := r.draft(get("layer"))
	key := [2]string{get("layer"), id}
	i, known := r.marks[key]
	if !known || get("span") == "" || get("span") == "1" {
		i = len(d.Marks)
		r.marks[key] = i
		d.Marks = append(d.Marks, r.mark(id, get, d))
	}
	m := &d.Marks[i]
	m.Spans = append(m.Spans, [2]int{start, end})
	if _, told := r.column["exact"]; told {
		m.Exact = append(m.Exact, get("exact"))
	}
}
