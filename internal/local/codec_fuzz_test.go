package local

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// bare is a record without what stands around its body, so that fuzzing gets
// past the checksum.
func bare(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data[2 : len(data)-checksumSize]
}

// FuzzSnapshotBody holds that no body makes the decoder panic or believe a
// count, and that whatever it accepts comes back the same.
func FuzzSnapshotBody(f *testing.F) {
	f.Add(bare(encodeSnapshot(snapshot{layer: large(4), seq: 9, undo: []int{1, 9}})))
	f.Add(bare(encodeSnapshot(snapshot{layer: &annotation.Layer{
		Annotations:  []*annotation.Annotation{{ID: "a", Fields: map[string]string{"f": "v"}, Tags: []string{"t"}, Evidence: []annotation.Evidence{{URL: "https://example.org"}}, Origin: annotation.Origin{Engine: "e", Score: .5}}},
		Attributions: []*annotation.Attribution{{ID: "at", Content: []annotation.ID{"a"}, Negated: true}},
		Speakers:     []*annotation.Speaker{{ID: "s", Name: "Ann Example", Aliases: []string{"Example"}, Quality: map[string]string{"named": "yes"}}},
		Coverage:     []*annotation.Reading{{Block: 2, At: noon}},
	}})))
	f.Fuzz(func(t *testing.T, body []byte) {
		first, err := snapshotBody(string(body))
		if err != nil {
			return
		}
		data, err := encodeSnapshot(first)
		if err != nil {
			t.Fatal(err)
		}
		second, err := decodeSnapshot(data)
		if err != nil {
			t.Fatal(err)
		}
		again, err := encodeSnapshot(second)
		if err != nil || string(again) != string(data) {
			t.Fatalf("%+v came back as %+v, %v", first.layer, second.layer, err)
		}
	})
}

// FuzzSnapshotOfJSON holds that every layer that can come from a file comes
// back the same.
func FuzzSnapshotOfJSON(f *testing.F) {
	whole, err := json.Marshal(large(2))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"annotations":[{"target":[],"created":"2026-03-04T12:00:00.123456789+05:30","tags":[],"fields":{}}],"coverage":[null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		layer := new(annotation.Layer)
		if json.Unmarshal(data, layer) != nil || strings.Contains(string(data), "null") {
			return
		}
		want, err := json.Marshal(layer)
		if err != nil {
			return
		}
		record, err := encodeSnapshot(snapshot{layer: layer})
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeSnapshot(record)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(back.layer); err != nil || string(got) != string(want) {
			t.Fatalf("got %s, %v\nwant %s", got, err, want)
		}
	})
}

// FuzzArticleBody holds the same for articles.
func FuzzArticleBody(f *testing.F) {
	f.Add(bare(encodeArticle(&article.Article{
		ID: "i", Text: "One.\n\nTwo.", Meta: article.Meta{Title: "One", Retrieved: noon}, Asides: []article.Aside{{Text: "Advertisement"}},
		Blocks: []article.Block{{Kind: article.Headline, Span: text.Bytes{Start: 0, End: 4}}, {Kind: article.Item, Span: text.Bytes{Start: 6, End: 10}, Level: 1, Ordered: true}},
		Marks:  []article.Mark{{Kind: article.Link, Span: text.Bytes{Start: 6, End: 9}, URL: "https://example.org"}},
	})))
	f.Fuzz(func(t *testing.T, body []byte) {
		first, err := articleBody(string(body))
		if err != nil {
			return
		}
		data, err := encodeArticle(first)
		if err != nil {
			return // a time in the JSON that JSON cannot write
		}
		second, err := decodeArticle(data)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first.Blocks, second.Blocks) || !reflect.DeepEqual(first.Marks, second.Marks) || first.Text != second.Text || first.ID != second.ID {
			t.Fatalf("%+v came back as %+v", first, second)
		}
	})
}

func BenchmarkDecodeSnapshot10000(b *testing.B) {
	data, err := encodeSnapshot(snapshot{layer: large(10000)})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeSnapshot(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeSnapshot10000(b *testing.B) {
	layer := large(10000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := encodeSnapshot(snapshot{layer: layer}); err != nil {
			b.Fatal(err)
		}
	}
}
