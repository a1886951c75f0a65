package corpus

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/formattest"
)

func TestWhatIsWrittenIsRecognised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		for _, f := range Formats() {
			if f.Decode == nil {
				continue
			}
			data, err := f.Encode(d)
			if err != nil {
				t.Fatal(f.ID, err)
			}
			if g, known := Guess("corpus"+f.Extension, data); !known || g.ID != f.ID {
				t.Fatalf("%s is taken for %q:\n%s", f.ID, g.ID, data)
			}
		}
	})
}

func TestRecordsAreDividedAndTheirLinesCounted(t *testing.T) {
	lines, _ := Find("jsonl")
	conll, _ := Find("conll")
	long := strings.Repeat("x", MaxRecord+1)
	for _, test := range []struct {
		name string
		f    Format
		in   string
		want string
	}{
		{"lines", lines, "{}\n\n  \n{}", "1:3 4:2 "},
		{"too long", lines, "{}\n" + long + "\n{}\n", "1:3 2:told 3:3 "},
		{"documents", conll, "-DOCSTART-\tO\n\na\tO\n\n-DOCSTART-\tO\nb\tO\n", "1:19 5:17 "},
		{"without a start", conll, "a\tO\n-DOCSTART-\nb\tO\n", "1:4 2:15 "},
		{"nothing", conll, "\n\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for r := range test.f.Records(strings.NewReader(test.in)) {
				if r.Err != nil {
					got += fmt.Sprintf("%d:told ", r.Line)
				} else {
					got += fmt.Sprintf("%d:%d ", r.Line, len(r.Data))
				}
			}
			if got != test.want {
				t.Errorf("%q, not %q", got, test.want)
			}
		})
	}
}

func TestEveryFaultOfANativeDocumentIsTold(t *testing.T) {
	doc := `{"format":"quoth","formatVersion":1,"article":{"text":"🙂 It rains."},"layers":[{"id":"l","scheme":{"labels":[{"id":"content"}]},"annotations":[` +
		`{"id":"a","label":"content","spans":[{"start":2,"end":4,"startUtf16":3,"endUtf16":5,"exact":"It"}]},` +
		`{"id":"b","label":"wrong","spans":[{"start":3,"end":5,"startUtf16":3,"endUtf16":5,"exact":"It"}]},` +
		`{"id":"a","label":"content","spans":[]},` +
		`{"id":"c","label":"content","spans":[{"start":5,"end":99,"startUtf16":6,"endUtf16":11,"exact":"rains"}]}],` +
		`"attributions":[{"id":"x","content":["a"],"cue":"no","speaker":"who","within":"y"},{"id":"y","content":["a"],"within":"x"}],"speakers":[]}]}`
	_, faults := readNative(Record{Data: []byte(doc)})
	all := ""
	for _, f := range faults {
		all += f.Error() + "\n"
	}
	for _, want := range []string{
		`b: the file expects "It"`, "c: 5 to 99 does not lie in the text", `the label "wrong" is not in the scheme`, "a: two annotations have the id",
		`its part "no" is not an annotation`, `speaker "who" is not in the layer`, "x: it lies within itself", "y: it lies within itself",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

func TestOtherEncodingsAreRefused(t *testing.T) {
	for _, f := range Formats() {
		if f.Decode == nil {
			continue
		}
		d, faults := f.Decode(Record{Data: []byte("{\"text\":\"caf\xe9\"}\n"), Text: "caf\xe9"})
		if d != nil || len(faults) == 0 || !strings.Contains(faults[0].Error(), "UTF-8") {
			t.Errorf("%s: %v", f.ID, faults)
		}
	}
}

// What is not lost must be in the file: a document that has something of
// each feature loses only what the table says, and each entry has an example.
func TestLossesAreWhatTheTableLeavesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		for _, f := range Formats() {
			for _, l := range format.Losses(d, f.Keeps) {
				if l.Count < 1 || l.Example == "" {
					t.Fatalf("%s: %+v", f.ID, l)
				}
			}
		}
		if lost := format.Losses(d, format.Everything); len(lost) > 0 {
			t.Fatal(lost)
		}
	})
}

func TestOneLineHoldsAllOfADocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		var line, whole bytes.Buffer
		if err := format.WriteLine(&line, d); err != nil {
			t.Fatal(err)
		}
		back, err := format.Read(line.Bytes())
		if err != nil || bytes.Count(line.Bytes(), []byte("\n")) != 1 {
			t.Fatal(err, line.String())
		}
		if err := format.Write(&whole, back); err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := format.Write(&want, d); err != nil || want.String() != whole.String() {
			t.Fatal(err)
		}
	})
}

var update = flag.Bool("update", false, "rewrite the table in FORMATS.md")

func TestTheTableOfFormatsIsThisOne(t *testing.T) {
	table, err := os.ReadFile("../FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		before, rest, _ := strings.Cut(string(table), "| `--from`")
		_, after, _ := strings.Cut(rest, "\n\n")
		if err := os.WriteFile("../FORMATS.md", []byte(before+Table()+"\n"+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !strings.Contains(string(table), Table()) {
		t.Errorf("FORMATS.md lacks this table:\n%s", Table())
	}
}

func TestHalfOfACharacterIsRefused(t *testing.T) {
	for data, want := range map[string]string{
		`"\ud83d\ude42 a \u00e9"`: "", `"\\ud83d"`: "", `"a\ud83d"`: `\ud83d`, `"\ude42"`: `\ude42`, `"\ud83d\u0041"`: `\ud83d`, `"\\\ud83d"`: `\ud83d`, `\`: "", `\u12`: "",
	} {
		if got := halfPair([]byte(data)); got != want {
			t.Errorf("%s: %q, not %q", data, got, want)
		}
	}
	f, _ := Find("prodigy")
	if d, faults := f.Decode(Record{Data: []byte(`{"text":"a\ud83d b","spans":[]}`)}); d != nil || len(faults) != 1 {
		t.Error(faults)
	}
}
