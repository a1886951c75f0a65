package answers

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/local"
	"quoth/internal/scheme"
	"quoth/internal/studio"
	"quoth/internal/text"
)

var march = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// worker answers from an empty library.
func worker() *Worker {
	n := 0
	return &Worker{Library: local.NewLibrary(local.NewMemory()), NewID: func() string { n++; return fmt.Sprint("new-", n) }, Now: func() time.Time { return march }}
}

func ask[A any](t *testing.T, w *Worker, what string, question any, file []byte) (a A) {
	t.Helper()
	head, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	data, err := w.Answer(context.Background(), what, append(append(head, '\n'), file...), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

const words = "The ferry will stop in May. “It leaks,” said Ada Brook. Nobody asked the crew 🙂 of it."

// reading is one person's layer, who marked these words as these labels.
func reading(t *testing.T, who string, marks ...string) *format.Document {
	t.Helper()
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: words}}, article.Meta{Title: "Ferry"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer(annotation.LayerID("layer-"+who), a.ID, scheme.Preset("quick-read"), who, march)
	for i := 0; i < len(marks); i += 2 {
		at := text.Byte(strings.Index(words, marks[i+1]))
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(fmt.Sprint("an-", i)), Label: marks[i], Creator: who, Created: march, Modified: march,
			Target: annotation.Target{{Start: at, End: at + text.Byte(len(marks[i+1]))}},
		})
	}
	return &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: march, Generator: "quoth test"}
}

func native(t *testing.T, d *format.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := format.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesOfSeveralPeopleAreCompared(t *testing.T) {
	w := worker()
	none := ask[studio.Agreement](t, w, studio.AskAgreement, studio.Comparing{}, nil)
	if none.Articles != 0 || len(none.Schemes) != 0 {
		t.Errorf("an empty library is %+v", none)
	}
	for _, d := range []*format.Document{
		reading(t, "maya", "claim", "The ferry will stop in May", "question", "“It leaks,”"),
		reading(t, "tom", "claim", "The ferry will stop in May", "claim", "Nobody asked the crew 🙂"),
		reading(t, "", "question", "“It leaks,”"),
	} {
		got := ask[studio.Taken](t, w, studio.AskTake, studio.Taking{Name: "file.json"}, native(t, d))
		if len(got.Articles) != 1 || got.Layers != 1 || len(got.Problems) != 0 {
			t.Fatalf("%+v", got)
		}
	}
	a := ask[studio.Agreement](t, w, studio.AskAgreement, studio.Comparing{}, nil)
	if a.Articles != 1 || a.Layers != 3 || a.Marks != 5 || a.Scheme != "quick-read" || a.Pairs != 3 || a.Passages != 3 {
		t.Fatalf("%+v", a)
	}
	if got := strings.Join(a.Report.Annotators, " "); got != "maya tom you" {
		t.Errorf("the annotators are %q", got)
	}
	if m := a.Report.Overall["alpha_nominal"]; m.Value == nil || *m.Value <= 0 || *m.Value >= 1 {
		t.Errorf("alpha is %+v", m)
	}
	if m := a.Report.Pairs[0].Measures["f1_exact"]; m.Value == nil {
		t.Error("a pair has no F1")
	}
	found := false
	for i, p := range a.Report.Disputed {
		if p.Text == "Nobody asked the crew 🙂" {
			found = true
			if a.Around[i].Before != "The ferry will stop in May. “It leaks,” said Ada Brook. " || a.Around[i].After != " of it." {
				t.Errorf("around it is %+v", a.Around[i])
			}
			if len(p.Sides) != 2 || p.Sides[1].Labels[0] != "claim" || p.Sides[1].Annotators[0] != "tom" {
				t.Errorf("its sides are %+v", p.Sides)
			}
		}
	}
	if !found || a.Labels["claim"].Name != "Claim" {
		t.Errorf("disputed: %+v, labels: %v", a.Report.Disputed, a.Labels)
	}
}

func TestEveryFormatIsGivenAndWhatIsReadIsTakenAgain(t *testing.T) {
	w := worker()
	ask[studio.Taken](t, w, studio.AskTake, studio.Taking{Name: "maya.json"}, native(t, reading(t, "maya", "claim", "The ferry will stop in May", "question", "“It leaks,”")))
	ask[studio.Taken](t, w, studio.AskTake, studio.Taking{Name: "tom.json"}, native(t, reading(t, "tom", "claim", "Nobody asked the crew 🙂")))
	for _, f := range formats() {
		t.Run(f.ID, func(t *testing.T) {
			question, _ := json.Marshal(studio.Giving{Format: f.ID})
			data, err := w.Answer(context.Background(), studio.AskGive, question, func(int, int) {})
			if err != nil {
				t.Fatal(err)
			}
			line, file, _ := bytes.Cut(data, []byte{'\n'})
			var head studio.Given
			if err := json.Unmarshal(line, &head); err != nil {
				t.Fatal(err)
			}
			if head.Articles != 1 || len(file) == 0 || head.Name == "" {
				t.Errorf("%+v, %d bytes", head, len(file))
			}
			if want := f.ID == "brat" || f.ID == "conll"; want && len(head.Losses) == 0 {
				t.Error("nothing is said to be lost")
			}
			if known, _ := corpus.Find(f.ID); known.Decode == nil {
				return
			}
			again := worker()
			got := ask[studio.Taken](t, again, studio.AskTake, studio.Taking{Name: head.Name}, file)
			if len(got.Problems) > 0 || got.Layers < 2 {
				t.Errorf("taken again it is %+v", got)
			}
		})
	}
}

func TestWhatIsWrongInAFileIsToldAndTheRestKept(t *testing.T) {
	good := reading(t, "maya", "claim", "The ferry will stop in May")
	var lines bytes.Buffer
	if err := format.WriteLine(&lines, good); err != nil {
		t.Fatal(err)
	}
	lines.WriteString("{\"format\":\"quoth\",\"offsetUnit\":\n")
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for name, data := range map[string]string{"../out.jsonl": lines.String(), "alone.ann": "T1\tclaim 0 3\tThe\n", "readme.md": "no"} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data    []byte
		layers  int
		problem string
	}{
		"corpus.jsonl": {lines.Bytes(), 1, "corpus.jsonl, line 2"},
		"corpus.zip":   {archive.Bytes(), 0, "out.jsonl"},
	} {
		got := ask[studio.Taken](t, worker(), studio.AskTake, studio.Taking{Name: name}, c.data)
		if got.Layers != c.layers || !strings.Contains(strings.Join(got.Problems, "\n"), c.problem) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for name, data := range map[string]string{"picture.png": "\x89PNG", "cut.zip": "PK", "cut.json": `{"format":"quoth"`, "alone.ann": "T1\tclaim 0 3\tThe\n"} {
		head, _ := json.Marshal(studio.Taking{Name: name})
		if _, err := worker().Answer(context.Background(), studio.AskTake, append(append(head, '\n'), data...), nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := worker().Answer(context.Background(), "dance", nil, nil); err == nil {
		t.Error("an unknown question is answered")
	}
}

func TestTheCorpusTellsWhatIsReadAndByWhom(t *testing.T) {
	w := worker()
	maya := reading(t, "maya", "claim", "The ferry will stop in May")
	ask[studio.Taken](t, w, studio.AskTake, studio.Taking{Name: "maya.json"}, native(t, maya))
	ask[studio.Taken](t, w, studio.AskTake, studio.Taking{Name: "tom.json"}, native(t, reading(t, "tom")))
	for creator, want := range map[string]int{"maya": 1, "tom": 0} {
		c := ask[studio.Corpus](t, w, studio.AskCorpus, studio.Listing{Creator: creator}, nil)
		if len(c.Articles) != 1 {
			t.Fatalf("%+v", c)
		}
		e := c.Articles[0]
		if e.Layers != 2 || e.Marks != 1 || strings.Join(e.People, " ") != "maya tom" || e.Blocks != 1 || e.Read != want || e.Done() != (want == 1) || e.Title != "Ferry" {
			t.Errorf("for %s: %+v", creator, e)
		}
	}
}
