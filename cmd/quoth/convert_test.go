package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var march = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// invented is an article of some 5 KB with fifty annotations in sixteen
// attributions.
func invented(t testing.TB, n int) *format.Document {
	var drafts []article.Draft
	for i := range 34 {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: fmt.Sprintf("Mayor Probst of ward %d–%d said the bridge 🙂 stays open until autumn. Nobody at the quay in Tolm asked her what the second report had found.", n, i)})
	}
	a, err := article.New(drafts, article.Meta{Title: fmt.Sprint("Ward ", n), Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer("read", a.ID, scheme.Preset("attribution"), "reader-1", march)
	mark := func(i int, label, words string) annotation.ID {
		block := a.Blocks[2*i].Span
		at := block.Start + text.Byte(strings.Index(a.Text[block.Start:block.End], words))
		id := annotation.ID(fmt.Sprintf("%s-%d", label, i))
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: id, Label: label, Target: annotation.Target{{Start: at, End: at + text.Byte(len(words))}}, Creator: "reader-1", Created: march, Modified: march,
		})
		return id
	}
	for i := range 16 {
		l.Attributions = append(l.Attributions, &annotation.Attribution{
			ID: annotation.AttributionID(fmt.Sprint("at-", i)), Source: []annotation.ID{mark(i, "source", "Mayor Probst")}, Cue: mark(i, "cue", "said"),
			Content: []annotation.ID{mark(i, "content", "the bridge 🙂 stays open until autumn")}, Form: annotation.Indirect, Created: march, Modified: march,
		})
	}
	mark(16, "source", "Mayor Probst")
	mark(16, "content", "the bridge 🙂 stays open until autumn")
	return &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: march, Generator: "quoth test"}
}

// corpusFile writes n articles of fifty annotations each as JSON lines.
func corpusFile(t testing.TB, n int) string {
	t.Helper()
	var b bytes.Buffer
	for i := range n {
		if err := format.WriteLine(&b, invented(t, i)); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "corpus.jsonl")
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func BenchmarkConvert(b *testing.B) {
	name := corpusFile(b, 400)
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	for _, to := range []string{"brat", "conll", "jsonl", "parquet"} {
		b.Run(to, func(b *testing.B) {
			b.SetBytes(info.Size())
			for b.Loop() {
				output := filepath.Join(b.TempDir(), "out")
				if code := run([]string{"convert", "--to", to, "--output", output, name}, new(bytes.Buffer), new(bytes.Buffer)); code != 0 {
					b.Fatal(code)
				}
			}
		})
	}
}

func TestEveryFormatThatIsReadComesBackThroughTheProgram(t *testing.T) {
	name := corpusFile(t, 3)
	for _, f := range corpus.Formats() {
		if f.Decode == nil || f.Encode == nil {
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			there := filepath.Join(t.TempDir(), "there")
			var out, errs bytes.Buffer
			if code := run([]string{"convert", "--to", f.ID, "--output", there, name}, &out, &errs); code != 0 {
				t.Fatal(errs.String())
			}
			errs.Reset()
			if code := run([]string{"check", "--from", f.ID, there}, &out, &errs); code != 0 && f.Division != corpus.OneAFile {
				t.Fatal(out.String(), errs.String())
			}
			out.Reset()
			if code := run([]string{"convert", "--from", f.ID, "--to", "jsonl", there}, &out, &errs); code != 0 {
				t.Fatal(errs.String())
			}
			spans := 0
			for line := range strings.Lines(out.String()) {
				d, err := format.Read([]byte(line))
				if err != nil {
					t.Fatal(err)
				}
				for _, an := range d.Layers[0].Annotations {
					spans += len(an.Target)
				}
			}
			if spans != 150 {
				t.Errorf("%d spans came back of 150", spans)
			}
		})
	}
}

func TestABadRecordIsToldAndPassedOver(t *testing.T) {
	var b bytes.Buffer
	for i := range 3 {
		if err := format.WriteLine(&b, invented(t, i)); err != nil {
			t.Fatal(err)
		}
	}
	lines := strings.SplitAfter(b.String(), "\n")
	lines[1] = strings.Replace(lines[1], `"exact":"said"`, `"exact":"sang"`, 2)
	folder := t.TempDir()
	name := filepath.Join(folder, "c.jsonl")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"convert", "--to", "conll", name}, {"check", name}} {
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != 1 {
			t.Errorf("%v ended with %d", args, code)
		}
		all := out.String() + errs.String()
		for _, want := range []string{name + `:2: cue-0: the file expects "sang"`, "cue-1: the file expects", "of 3 records"} {
			if !strings.Contains(all, want) {
				t.Errorf("%v: %q is not in\n%s", args, want, errs.String())
			}
		}
		if args[0] == "convert" && strings.Count(out.String(), "-DOCSTART-") != 2 {
			t.Error("the other two records are not there")
		}
	}
}

func TestWhatIsLostIsCounted(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"convert", "--to", "conll", corpusFile(t, 2)}, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	for _, want := range []string{"CoNLL, IOB2 has no place for attributions: 32, the first: at-0 in", "white space and paragraphs: 2"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is not in\n%s", want, errs.String())
		}
	}
}

func TestNothingHalfWrittenIsLeft(t *testing.T) {
	folder := t.TempDir()
	bad := filepath.Join(folder, "bad.xyz")
	if err := os.WriteFile(bad, []byte("nothing"), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"convert", "--to", "conll", "--output", filepath.Join(folder, "o.conll"), bad}, &out, &errs); code != 1 {
		t.Fatal(code)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Error(files, err)
	}
}
