package labelstudio

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatATaskHoldsComesBack(t *testing.T) {
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

const exported = `[{"id":3,"data":{"article":"🙂 Probst said it rains."},"annotations":[{"completed_by":1,"result":[` +
	`{"id":"p","from_name":"label","to_name":"text","type":"labels","value":{"start":SHIFT,"end":9,"text":"Probst","labels":["source"]}},` +
	`{"id":"c","from_name":"label","to_name":"text","type":"hypertextlabels","value":{"start":"/p[1]/text()[1]","end":"/p[1]/text()[1]","globalOffsets":{"start":15,"end":23},"text":"it rains","hypertextlabels":["content"]}},` +
	`{"type":"relation","from_id":"c","to_id":"p","direction":"right","labels":["source"]}]}]}]`

func TestAnExportOfLabelStudioIsRead(t *testing.T) {
	d, faults := Read([]byte(strings.Replace(exported, "SHIFT", "3", 1)), formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	l := d.Layers[0]
	if len(l.Attributions) != 1 || l.Annotations[1].Target.Words(d.Article) != "it rains" || l.Annotations[0].Target.Words(d.Article) != "Probst" {
		t.Errorf("%+v", l)
	}
	_, faults = Read([]byte(strings.Replace(exported, "SHIFT", "4", 1)), formattest.Noon)
	if len(faults) == 0 || !strings.Contains(faults[0].Error(), `p: the file expects "Probst"`) {
		t.Error(faults)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(strings.Replace(exported, "SHIFT", "3", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
