package format

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/internal/annotation"
)

// Columns names what a table has of each span. The caller must not modify it.
var Columns = []string{
	"annotation", "span", "spans", "layer", "creator", "label", "role", "speaker",
	"start", "end", "startUtf16", "endUtf16", "exact", "block", "blockKind",
	"note", "tags", "fields", "claimKind", "restatement", "checkWorthy", "verdict", "justification", "evidence",
	"created", "modified", "origin", "blind",
}

// CSV writes one row for each span, in text order, as RFC 4180 has it: commas,
// CRLF, and a byte order mark so that spreadsheets read it as UTF-8. Package
// table reads it back. Errors are those of Write.
func CSV(w io.Writer, d *Document) error {
	rows, err := Rows(d)
	if err != nil {
		return err
	}
	b := []byte(mark)
	for _, r := range rows {
		b = appendRow(b, r)
	}
	_, err = w.Write(b)
	return err
}

// Rows returns the table of a document: its columns, and a row for each span,
// in text order. Span counts from 1; the rows of a broken quotation share an
// annotation. Start and end count code points.
//
// Several values in one cell have "; " between them, and the parts of one " | ";
// a backslash stands before a semicolon, a bar or a backslash that is meant.
// Parts of evidence are stance, URL, quotation, archived copy, date and note;
// those of origin are engine, version, score and outcome. Blind is the time
// from which the publisher was not known, a slash, and when it was revealed.
//
// A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a
// formula, and some do so behind a tab or a line break or with the full-width
// forms. Such a cell gets an apostrophe in front, and so does one that begins
// with an apostrophe. Errors are those of Write.
func Rows(d *Document) (rows [][]string, err error) {
	x, _, err := d.verify()
	if err != nil {
		return nil, fmt.Errorf("the file was not written: %w", err)
	}
	rows = append(rows, Columns)
	a := d.Article
	for _, l := range d.Layers {
		said := authors(l)
		for _, an := range inTextOrder(l) {
			claim := an.Claim
			if claim == nil {
				claim = new(annotation.Claim)
			}
			var evidence []string
			for _, v := range an.Evidence {
				evidence = append(evidence, Parted(string(v.Stance), v.URL, v.Quote, v.Archived, v.Date, v.Note))
			}
			for i, span := range an.Target {
				cp, err := x.CodePoint(span)
				if err != nil {
					return nil, err
				}
				u, err := x.UTF16(span)
				if err != nil {
					return nil, err
				}
				block := a.BlockAt(span.Start)
				row := []string{
					string(an.ID), strconv.Itoa(i + 1), strconv.Itoa(len(an.Target)), string(l.ID), an.Creator,
					an.Label, string(l.Scheme.Label(an.Label).Role), said[an.ID].by(),
					strconv.Itoa(int(cp.Start)), strconv.Itoa(int(cp.End)), strconv.Itoa(int(u.Start)), strconv.Itoa(int(u.End)),
					a.Text[span.Start:span.End], strconv.Itoa(block), string(a.Blocks[block].Kind),
					an.Note, Several(an.Tags), fieldCell(an, l),
					string(claim.Kind), claim.Restatement, claim.CheckWorthy, claim.Verdict, claim.Justification, strings.Join(evidence, "; "),
					an.Created.UTC().Format(time.RFC3339Nano), an.Modified.UTC().Format(time.RFC3339Nano), originCell(an.Origin), blindCell(l.Blind),
				}
				for i, c := range row {
					if !utf8.ValidString(c) {
						return nil, fmt.Errorf("the file was not written: a note, a tag or a name in it is not UTF-8: %w", annotation.ErrInvalid)
					}
					row[i] = defused(c)
				}
				rows = append(rows, row)
			}
		}
	}
	return rows, nil
}

// fieldCell is the fields of an annotation, in the scheme's order.
func fieldCell(an *annotation.Annotation, l *annotation.Layer) string {
	var parts []string
	for _, f := range l.Scheme.Label(an.Label).Fields {
		if v, there := an.Fields[f.ID]; there {
			parts = append(parts, f.ID+"="+v)
		}
	}
	return Several(parts)
}

func originCell(o annotation.Origin) string {
	if o.Human() {
		return "human"
	}
	score := ""
	if o.Score != 0 {
		score = strconv.FormatFloat(o.Score, 'g', -1, 64)
	}
	return Parted(o.Engine, o.Version, score, o.Outcome)
}

func blindCell(b *annotation.Blind) string {
	if b == nil {
		return ""
	}
	s := b.Since.UTC().Format(time.RFC3339Nano) + "/"
	if !b.Revealed.IsZero() {
		s += b.Revealed.UTC().Format(time.RFC3339Nano)
	}
	return s
}

// appendRow writes cells; encoding/csv would change the line breaks in them.
func appendRow(b []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		if !strings.ContainsAny(c, ",\"\r\n") && c == strings.TrimSpace(c) {
			b = append(b, c...)
			continue
		}
		b = append(b, '"')
		b = append(b, strings.ReplaceAll(c, `"`, `""`)...)
		b = append(b, '"')
	}
	return append(b, '\r', '\n')
}

// defused is the cell so that no spreadsheet runs it.
func defused(cell string) string {
	if r, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("'=+-@\t\r\n＝＋－＠", r) {
		return "'" + cell
	}
	return cell
}
