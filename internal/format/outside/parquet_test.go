package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/format/parquet"
)

func TestDuckDBReadsTheParquet(t *testing.T) {
	list := documents(t)
	name := file(t, "corpus.parquet", func(b *bytes.Buffer) error {
		w := parquet.NewWriter(b)
		for _, d := range list {
			row, err := parquet.RowOf(d)
			if err != nil {
				return err
			}
			if err := w.Add(row); err != nil {
				return err
			}
		}
		return w.Close()
	})
	var got struct {
		Articles, Statistics []struct{ N int }
		Spans                []struct{ N, Exact int }
		Annotations          []struct {
			ID, Label, Note, Verdict, Created string
			Tags, Fields, Evidence            int
			Score                             float64
		}
		Unit []struct{ V string }
	}
	if err := json.Unmarshal([]byte(script(t, "duckdb.mjs", name)), &got); err != nil {
		t.Fatal(err)
	}
	spans := 0
	var want, has []string
	for _, d := range list {
		for _, l := range d.Layers {
			for _, an := range l.Annotations {
				verdict := ""
				if an.Claim != nil {
					verdict = an.Claim.Verdict
				}
				spans += len(an.Target)
				want = append(want, fmt.Sprintf("%s %s %q %d %d %q %d %v %d", an.ID, an.Label, an.Note, len(an.Tags), len(an.Fields), verdict, len(an.Evidence), an.Origin.Score, an.Created.UnixMilli()))
			}
		}
	}
	for _, a := range got.Annotations {
		has = append(has, fmt.Sprintf("%s %s %q %d %d %q %d %v %s", a.ID, a.Label, a.Note, a.Tags, a.Fields, a.Verdict, a.Evidence, a.Score, a.Created))
	}
	slices.Sort(want) // DuckDB unnests in no order
	slices.Sort(has)
	if diff := cmp.Diff(want, has); diff != "" {
		t.Error(diff)
	}
	if n := got.Articles[0].N; n != len(list) {
		t.Errorf("%d articles of %d", n, len(list))
	}
	if s := got.Spans[0]; s.N != spans || s.Exact != spans {
		t.Errorf("%d spans of %d, and %d say what the text says", s.N, spans, s.Exact)
	}
	if got.Statistics[0].N == 0 {
		t.Error("there are no statistics of labels")
	}
	if len(got.Unit) != 1 || !strings.Contains(got.Unit[0].V, "code points") {
		t.Errorf("the unit is told as %v", got.Unit)
	}
}
