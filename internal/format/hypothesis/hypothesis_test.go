package hypothesis

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatHypothesisHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Document(t)
		var b bytes.Buffer
		if err := Write(&b, want); err != nil {
			t.Fatal(err)
		}
		got, faults := Read(b.Bytes(), formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, b.Bytes())
		}
		if diff := cmp.Diff(formattest.Seen(want, Keeps), formattest.Seen(got, Keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
		}
	})
}

const selectors = `{"total":1,"text":"🙂 The bridge stays open.","rows":[{"id":"r","user":"acct:reader@tolm.example","uri":"https://tolm.example/a","text":"why?","tags":["claim","bridge"],"target":[{"selector":[` +
	`{"type":"TextPositionSelector","start":START,"end":END},{"type":"TextQuoteSelector","exact":"The bridge"}]}]}]}`

func TestOffsetsAreUTF16AndOthersAreTold(t *testing.T) {
	read := strings.NewReplacer("START", "3", "END", "13").Replace(selectors)
	d, faults := Read([]byte(read), formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	an := d.Layers[0].Annotations[0]
	if s := an.Target.Words(d.Article) + "|" + an.Label + "|" + an.Note + "|" + strings.Join(an.Tags, " "); s != "The bridge|claim|why?|bridge" {
		t.Error(s)
	}
	_, faults = Read([]byte(strings.NewReplacer("START", "5", "END", "15").Replace(selectors)), formattest.Noon)
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), "counted in bytes, 1 do") {
		t.Error(faults)
	}
	if _, faults = Read([]byte(`{"rows":[]}`), formattest.Noon); len(faults) != 1 {
		t.Error("a file without a text is read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(strings.NewReplacer("START", "3", "END", "13").Replace(selectors)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
