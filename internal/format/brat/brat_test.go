package brat

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/formattest"
)

func TestWhatBratHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Document(t)
		var b bytes.Buffer
		if err := Write(&b, want); err != nil {
			t.Fatal(err)
		}
		got, faults := Read(b.Bytes(), want.Article.Text, formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, b.Bytes())
		}
		if diff := cmp.Diff(formattest.Seen(want, Keeps), formattest.Seen(got, Keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
		}
	})
}

const words = "The bridge stays open,\r\nMayor Probst said 🙂.\r\n\r\n“It is safe,” she added, “until autumn.”\r\n"

// frames is written as PolNeAR writes: with a trigger, and with code points
// in which a line end of two characters counts twice.
const frames = "T1\tContent 0 22\tThe bridge stays open,\n" +
	"T2\tSource 24 36\tMayor Probst\nT3\tCue 37 41\tsaid\nT4\tAttribution 37 41\tsaid\n" +
	"E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2\n" +
	"T5\tContent 48 61;73 88\t“It is safe,” “until autumn.”\nT6\tCue 66 71\tadded\nT7\tAttribution-no-source 66 71\tadded\n" +
	"E2\tAttribution-no-source:T7 Content:T5 Cue:T6\nA1\tForm E2 direct\n#1\tAnnotatorNotes T5\tboth halves\n"

func TestFramesOfPolNeARAreRead(t *testing.T) {
	d, faults := Read([]byte(frames), words, formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	l := d.Layers[0]
	var said []string
	for _, at := range l.Attributions {
		for _, an := range l.Annotations {
			if an.ID == at.Content[0] {
				said = append(said, an.Target.Words(d.Article)+" | "+string(at.Form)+" | "+an.Note)
			}
		}
	}
	want := []string{"The bridge stays open, |  | ", "“It is safe,” … “until autumn.” | direct | both halves"}
	if diff := cmp.Diff(want, said); diff != "" || len(l.Annotations) != 5 || l.Scheme.ID != "attribution" {
		t.Errorf("%d annotations under %s\n%s", len(l.Annotations), l.Scheme.ID, diff)
	}
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	for _, test := range []struct{ name, ann, text, want string }{
		{"other words", "T1\tClaim 0 3\tOne", "The bridge", `line 1: T1: the file expects "One", but at 0 to 3 the text says "The"`},
		{"behind the end", "T1\tClaim 4 90\tbridge", "The bridge", "line 1: T1: 4 to 90 does not lie in the text"},
		{"UTF-16", "T1\tClaim 3 9\tbridge\nT2\tClaim 0 2\t🙂", "🙂 bridge", "the offsets do not count code points: 1 of 2 passages say what the file expects; counted in UTF-16 code units, 2 do"},
		{"bytes", "T1\tClaim 5 11\tbridge", "🙂 bridge", "counted in bytes, 1 do"},
		{"line ends", "T1\tClaim 4 10\tbridge", "The\r\nbridge", "counted in code points with each line end as one, 1 do"},
		{"twice", "T1\tClaim 0 3\tThe\nT1\tClaim 4 10\tbridge", "The bridge", "line 2: T1: the id stands in line 1 already"},
		{"no such part", "T1\tContent 0 3\tThe\nE1\tAttribution:T9 Content:T1 Cue:T7", "The bridge", `line 2: E1: its cue "T7" is not an annotation of the record`},
		{"no content", "T1\tCue 0 3\tThe\nE1\tAttribution:T9 Cue:T1", "The bridge", "line 2: E1: it has no content"},
		{"note on nothing", "#1\tAnnotatorNotes T4\thm", "The bridge", "line 1: T4: the note is on something that is not in the file"},
		{"no offsets", "T1\tClaim\tThe", "The bridge", `line 1: T1: "Claim" is not a type with offsets`},
		{"no line of brat's", "hello", "The bridge", "this line is not of brat's standoff"},
		{"not UTF-8", "T1\tClaim 0 3\tThe", "The \xff", "the text is not UTF-8"},
		{"no words", "T1\tClaim 3 4\t ", "The bridge", "T1: 3 to 4 holds no words"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := Read([]byte(test.ann), test.text, formattest.Noon)
			var all []string
			for _, f := range faults {
				all = append(all, f.Error())
			}
			if !strings.Contains(strings.Join(all, "\n"), test.want) {
				t.Errorf("%s\nis not in\n%s", test.want, strings.Join(all, "\n"))
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(frames), words)
	f.Add([]byte("T1\tClaim 0 3;4 5\tThe b\nA1\tContinues T1 1\n*\tEquiv T1 T1\n#1\tTag T1\t\n"), "The bridge")
	f.Fuzz(func(t *testing.T, ann []byte, words string) {
		d, _ := Read(ann, words, formattest.Noon)
		if d == nil {
			return
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := Write(&b, d); err != nil {
			t.Fatal(err)
		}
		again, faults := Read(b.Bytes(), d.Article.Text, formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, b.Bytes())
		}
		keeps := append([]format.Feature{}, Keeps...)
		if diff := cmp.Diff(formattest.Seen(d, keeps), formattest.Seen(again, keeps)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheConfigurationNamesEveryTypeThatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := formattest.Document(t)
		types := map[string]bool{}
		for _, name := range Types(d) {
			types[name] = true
		}
		config := string(Config(types))
		var b bytes.Buffer
		if err := Write(&b, d); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			cells := strings.SplitN(line, "\t", 3)
			kind, _, _ := strings.Cut(cells[1], " ")
			kind, _, _ = strings.Cut(kind, ":")
			if line[0] != '#' && !strings.Contains(config, "\n"+kind+"\n") && !strings.Contains(config, "\n"+kind+"\t") {
				t.Fatalf("%q is not in\n%s", kind, config)
			}
		}
	})
}
