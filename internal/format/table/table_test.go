package table

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/format/formattest"
)

func TestWhatATableHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Document(t)
		second := *want.Layers[0]
		second.ID, second.Blind = "second", nil
		want.Layers = append(want.Layers, &second)
		var commas, tabs bytes.Buffer
		if err := format.CSV(&commas, want); err != nil {
			t.Fatal(err)
		}
		if err := TSV(&tabs, want); err != nil {
			t.Fatal(err)
		}
		one, faults := ReadCSV(commas.Bytes(), want.Article.Text, formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, commas.Bytes())
		}
		if diff := cmp.Diff(formattest.Seen(want, Keeps), formattest.Seen(one, Keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, commas.Bytes())
		}
		two, faults := ReadTSV(tabs.Bytes(), want.Article.Text, formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, tabs.Bytes())
		}
		if diff := cmp.Diff(formattest.Seen(want, Keeps), formattest.Seen(two, Keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, tabs.Bytes())
		}
		spans := 0
		for _, l := range want.Layers {
			for _, an := range l.Annotations {
				spans += len(an.Target)
			}
		}
		if lines := strings.Count(tabs.String(), "\n"); lines != spans+1 {
			t.Fatalf("%d lines between tabs for %d spans", lines, spans)
		}
	})
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	for _, test := range []struct{ name, table, words, want string }{
		{"no text", "label,start,end\nclaim,0,3\n", "", "put it into a file beside"},
		{"no columns", "a,b\n1,2\n", "The bridge", `the column "label" is missing`},
		{"empty", "", "The bridge", "it is empty"},
		{"no number", "label,start,end\nclaim,zero,3\n", "The bridge", `line 2: a2: its start and end are "zero" and "3"`},
		{"short row", "label,start,end\nclaim,0\n", "The bridge", "the row has 2 cells, the first row 3"},
		{"open quote", "label,start,end\n\"claim,0,3\n", "The bridge", "it is no table"},
		{"other words", "label,start,end,exact\nclaim,0,3,One\n", "The bridge", `the file expects "One"`},
		{"UTF-16", "label,start,end,exact\nclaim,3,9,bridge\n", "🙂 bridge", "counted in UTF-16 code units, 1 do"},
		{"twice", "annotation,label,start,end\na,claim,0,3\na,claim,4,10\n", "The bridge", "a: the id is there twice"},
		{"time", "label,start,end,created\nclaim,0,3,noon\n", "The bridge", `"noon" is not a time`},
		{"stance", "label,start,end,evidence\nclaim,0,3,maybe | x\n", "The bridge", `the stance "maybe" is unknown`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := ReadCSV([]byte(test.table), test.words, formattest.Noon)
			all := ""
			for _, f := range faults {
				all += f.Error() + "\n"
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("%q is not in\n%s", test.want, all)
			}
		})
	}
}

func TestATableOfAnotherProgramIsRead(t *testing.T) {
	d, faults := ReadCSV([]byte("label;start;end\nclaim;0;3\n"), "The bridge", formattest.Noon)
	if len(faults) > 0 || d.Layers[0].Annotations[0].Target.Words(d.Article) != "The" {
		t.Error(faults)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("annotation,span,label,start,end,exact,tags,fields,evidence,origin,blind\na,1,claim,0,3,The,x; y,a=b,supports | u,e | 1 | 0.5 | edited,2026-03-01T12:00:00Z/\n"), "The bridge")
	f.Fuzz(func(t *testing.T, data []byte, words string) {
		for _, read := range []func([]byte, string, time.Time) (*format.Document, []foreign.Fault){ReadCSV, ReadTSV} {
			if d, _ := read(data, words, formattest.Noon); d != nil {
				for _, l := range d.Layers {
					if err := l.Check(d.Article); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
