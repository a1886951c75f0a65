package jsonl

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/format/formattest"
)

var formats = []struct {
	name  string
	keeps []format.Feature
	write func(io.Writer, *format.Document) error
	read  func([]byte, time.Time) (*format.Document, []foreign.Fault)
}{
	{"prodigy", Keeps, WriteProdigy, ReadProdigy},
	{"doccano", Keeps, WriteDoccano, ReadDoccano},
	{"cofenet", CofeNetKeeps, WriteCofeNet, ReadCofeNet},
}

func TestWhatALineHoldsComesBack(t *testing.T) {
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := formattest.Document(t)
				var b bytes.Buffer
				if err := f.write(&b, want); err != nil {
					t.Fatal(err)
				}
				if strings.Count(b.String(), "\n") != 1 {
					t.Fatal("it is not one line")
				}
				got, faults := f.read(b.Bytes(), formattest.Noon)
				if len(faults) > 0 {
					t.Fatalf("%v\n%s", faults, b.Bytes())
				}
				w, g := formattest.Seen(want, f.keeps), formattest.Seen(got, f.keeps)
				if f.name == "cofenet" {
					w.Text, g.Text = strings.ReplaceAll(w.Text, " ", ""), strings.ReplaceAll(g.Text, " ", "")
				}
				if diff := cmp.Diff(w, g); diff != "" {
					t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
				}
			})
		})
	}
}

func TestLinesOfOtherProgramsAreRead(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"prodigy", `{"text":"🙂 Probst said it rains.","spans":[{"start":2,"end":8,"label":"source"},{"start":9,"end":13,"label":"cue"},{"start":14,"end":22,"label":"content"}],"relations":[{"head":4,"child":1,"head_span":{"start":14,"end":22},"child_span":{"start":2,"end":8},"label":"source"}],"answer":"accept"}`, "source Probst|cue said|content it rains|1"},
		{"doccano", `{"id":7,"text":"🙂 Probst said it rains.","label":[[2,8,"PER"],[9,13,"Say So"]]}`, "per Probst|say-so said|0"},
		{"doccano", `{"id":7,"text":"Probst said it rains.","entities":[{"id":3,"label":"source","start_offset":0,"end_offset":6},{"id":4,"label":"content","start_offset":12,"end_offset":20}],"relations":[{"id":1,"from_id":4,"to_id":3,"type":"source"}],"Comments":[]}`, "source Probst|content it rains|1"},
		{"cofenet", `{"tokens":["Probst","said","it","rains"],"labels":["B-source","B-cue","B-content","I-content"]}`, "source Probst|cue said|content it rains|0"},
	} {
		for _, f := range formats {
			if f.name != test.name {
				continue
			}
			d, faults := f.read([]byte(test.line), formattest.Noon)
			if len(faults) > 0 {
				t.Errorf("%s: %v", test.name, faults)
				continue
			}
			var got []string
			for _, an := range d.Layers[0].Annotations {
				got = append(got, an.Label+" "+an.Target.Words(d.Article))
			}
			if s := strings.Join(got, "|") + "|" + string(rune('0'+len(d.Layers[0].Attributions))); s != test.want {
				t.Errorf("%s: %s, not %s", test.name, s, test.want)
			}
		}
	}
}

func TestWhatIsWrongInALineIsTold(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"prodigy", `{"text":"🙂 rain","spans":[{"start":3,"end":7,"text":"rain","label":"x"}]}`, "counted in UTF-16 code units, 1 do"},
		{"prodigy", `{"text":"rain","tokens":[{"text":"rain","start":0,"end":4,"id":0}],"spans":[{"start":1,"end":4,"label":"x"}]}`, "its tokens 0 to 0 are at 0 to 4"},
		{"prodigy", `{"text":"rain","tokens":[{"text":"snow","start":0,"end":4,"id":0}]}`, `"snow" does not stand at 0 to 4`},
		{"prodigy", `{"text":"rain","spans":[],"relations":[{"label":"cue","head_span":{"start":0,"end":4}}]}`, "leads to a span that is not in the record"},
		{"doccano", `{"text":"rain","entities":[{"id":1,"label":"x","start_offset":0,"end_offset":4},{"id":1,"label":"x","start_offset":0,"end_offset":4}]}`, "two entities have the id 1"},
		{"doccano", `{"text":"rain","relations":[{"id":1,"from_id":1,"to_id":2,"type":"cue"}]}`, "not both entities"},
		{"doccano", `{"text":"rain","label":[[0,"x"]]}`, "here [start, end, label] should stand"},
		{"doccano", `{"text":"rain","label":[[0,9,"x"]]}`, "l1: 0 to 9 does not lie in the text"},
		{"cofenet", `{"tokens":["rain"],"labels":[]}`, "there are 1 tokens and 0 labels"},
		{"cofenet", `{"tokens":`, "it is not JSON of this format"},
	} {
		for _, f := range formats {
			if f.name != test.name {
				continue
			}
			_, faults := f.read([]byte(test.line), formattest.Noon)
			all := ""
			for _, fault := range faults {
				all += fault.Error() + "\n"
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("%s is not in %s", test.want, all)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"text":"🙂 a b","spans":[{"start":2,"end":3,"label":"x","id":"i"}],"entities":[{"id":1,"label":"x","start_offset":0,"end_offset":4}],"label":[[0,1,"x"]],"tokens":["a"],"labels":["B-x"],"quoth":{"annotations":{"i":{"fields":{"a":"b"}}},"attributions":[{"id":"f","content":["i"]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, one := range formats {
			if d, _ := one.read(data, formattest.Noon); d != nil {
				if err := d.Check(); err != nil {
					t.Fatal(one.name, err)
				}
			}
		}
	})
}
