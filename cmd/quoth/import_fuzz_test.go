package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRecord holds that a line is either an error or a record whose blocks are
// its text, by code points.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(strings.TrimSpace(lines(1))))
	f.Add([]byte(`{"id":1,"text":"A headline\n\nSome words that follow it, and more of them 🙂."}`))
	f.Add([]byte(`{"id":"x","html":"<h1>\ud800</h1><table><tr><td>a<td>b<tr><td>c<td>d</table><p>e\u0301 is a letter with its accent, they say at length and with some pride."}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r := record{line: 1, data: line}.read(nil, "")
		if r.err != nil || r.out == nil {
			return
		}
		var got struct {
			ID, Text string
			Blocks   []struct {
				Text       string
				Start, End *int
			}
		}
		if err := json.Unmarshal(r.out, &got); err != nil || !utf8.Valid(r.out) || strings.Count(string(r.out), "\n") != 1 {
			t.Fatalf("%v: %q", err, r.out)
		}
		runes := []rune(got.Text)
		var body []string
		for _, b := range got.Blocks {
			switch {
			case b.Start != nil && b.End != nil && b.Text == "":
				body = append(body, string(runes[*b.Start:*b.End]))
			case b.Start != nil || b.End != nil || b.Text == "":
				t.Fatalf("block %+v", b)
			}
		}
		if strings.Join(body, "\n\n") != got.Text {
			t.Fatalf("blocks %q are not the text %q", body, got.Text)
		}
	})
}
