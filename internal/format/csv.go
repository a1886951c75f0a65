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

// columns names what CSV writes of each span.
var columns = []string{
	"annotation", "span", "spans", "layer", "creator", "label", "role", "speaker",
	"start", "end", "startUtf16", "endUtf16", "exact", "block", "blockKind",
	"note", "tags", "fields", "claimKind", "restatement", "checkWorthy", "verdict", "justification", "evidence",
	"created", "modified", "origin",
}

// CSV writes one row for each span, in text order, as RFC 4180 has it: commas,
// CRLF, and a byte order mark so that spreadsheets read it as UTF-8. Span
// counts from 1; the rows of a broken quotation share an annotation. Start
// and end count code points. Several values in one cell have "; " between
// them.
//
// A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a
// formula, and some do so behind a tab or a line break or with the full-width
// forms. Such a cell gets an apostrophe in front, which the spreadsheet
// hides; a program that needs the exact words takes them from the native
// format. Errors are those of Write.
func CSV(w io.Writer, d *Document) error {
	x, _, err := d.verify()
	if err != nil {
		return fmt.Errorf("the file was not written: %w", err)
	}
	b := []byte(mark)
	b = appendRow(b, columns)
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
				evidence = append(evidence, joined(" ", string(v.Stance), v.URL, v.Quote))
			}
			for i, span := range an.Target {
				cp, err := x.CodePoint(span)
				if err != nil {
					return err
				}
				u, err := x.UTF16(span)
				if err != nil {
					return err
				}
				block := a.BlockAt(span.Start)
				b = appendRow(b, []string{
					string(an.ID), strconv.Itoa(i + 1), strconv.Itoa(len(an.Target)), string(l.ID), an.Creator,
					an.Label, string(l.Scheme.Label(an.Label).Role), said[an.ID].by(),
					strconv.Itoa(int(cp.Start)), strconv.Itoa(int(cp.End)), strconv.Itoa(int(u.Start)), strconv.Itoa(int(u.End)),
					a.Text[span.Start:span.End], strconv.Itoa(block), string(a.Blocks[block].Kind),
					an.Note, strings.Join(an.Tags, "; "), fieldsOf(an, l),
					string(claim.Kind), claim.Restatement, claim.CheckWorthy, claim.Verdict, claim.Justification, strings.Join(evidence, "; "),
					an.Created.UTC().Format(time.RFC3339), an.Modified.UTC().Format(time.RFC3339), madeBy(an.Origin),
				})
			}
		}
	}
	if !utf8.Valid(b) {
		return fmt.Errorf("the file was not written: a note, a tag or a name in it is not UTF-8: %w", annotation.ErrInvalid)
	}
	_, err = w.Write(b)
	return err
}

// appendRow writes cells; encoding/csv would change the line breaks in them.
func appendRow(b []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		c = defused(c)
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
	if r, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + cell
	}
	return cell
}
