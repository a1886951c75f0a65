package format

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"quoth/internal/annotation"
)

// table reads CSV as another program does, as maps by column.
func table(t *testing.T, d *Document) (rows []map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := CSV(&b, d); err != nil {
		t.Fatal(err)
	}
	body, found := strings.CutPrefix(b.String(), "\uFEFF")
	if !found {
		t.Error("there is no byte order mark")
	}
	records, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSVHasARowForEverySpan(t *testing.T) {
	d := sample(t)
	rows := table(t, d)
	if _, spans, err := d.verify(); err != nil || len(rows) != spans {
		t.Fatalf("%d rows for %d spans, %v", len(rows), spans, err)
	}
	first, second := rows[0], rows[1]
	if first["annotation"] != second["annotation"] || first["span"] != "1" || second["span"] != "2" || second["exact"] != "“and it stays open until autumn.”" {
		t.Errorf("the broken quotation is\n%v\n%v", first, second)
	}
	if first["speaker"] != "Ilka Probst" || first["role"] != "content" || first["note"] != "Who measured?\nAsk <b>them</b> 🙂." {
		t.Errorf("first row = %v", first)
	}
}

func TestNoCellOfCSVIsAFormula(t *testing.T) {
	for _, evil := range []string{"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "＝1", "－1", "=\"a\",b"} {
		d := sample(t)
		an := d.Layers[0].Annotations[0]
		an.Note, an.Tags, an.Creator = evil, []string{evil}, evil
		an.Claim = &annotation.Claim{Restatement: evil, Verdict: evil, Justification: evil, CheckWorthy: evil}
		an.Evidence = []annotation.Evidence{{URL: evil}}
		d.Layers[0].Speakers[0].Name = evil
		for i, row := range table(t, d) {
			for column, cell := range row {
				if strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") == 0 {
					t.Errorf("row %d, %s: %q", i, column, cell)
				}
			}
		}
		if note := table(t, d)[0]["note"]; note != "'"+strings.ReplaceAll(evil, "\r\n", "\n") {
			t.Errorf("note = %q", note)
		}
	}
}
