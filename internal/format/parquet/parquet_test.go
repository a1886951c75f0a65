package parquet

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	pq "github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestARowComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []*Row
		var b bytes.Buffer
		w := NewWriter(&b)
		for range rapid.IntRange(0, 3).Draw(t, "rows") {
			r, err := RowOf(formattest.Document(t))
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Add(r); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, r)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		back, err := pq.Read[*Row](bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shown(t, rows), shown(t, back)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// shown is rows as JSON without what is empty, which Parquet does not tell
// from what is not there.
func shown(t *rapid.T, rows []*Row) (list []any) {
	data, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	var v []any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for _, r := range v {
		list = append(list, pruned(r))
	}
	return list
}

func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, m := range v {
			if m = pruned(m); m == nil || m == any("") {
				delete(v, k)
			} else {
				v[k] = m
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = pruned(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	}
	return v
}
