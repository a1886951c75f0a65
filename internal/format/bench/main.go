// Command bench measures quoth convert on a corpus of its own making: as many
// articles as asked for with fifty annotations in each, in Quoth JSON lines,
// to brat, CoNLL and Parquet. It tells megabytes of input a second and the
// most memory that the program took, and fails if either is not what it must
// be.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func main() {
	articles := flag.Int("articles", 20_000, "how many, with 50 annotations in each")
	quoth := flag.String("quoth", "bin/quoth", "the program")
	speed := flag.Float64("speed", 50, "least MB/s")
	memory := flag.Int64("memory", 300, "most MB")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*articles, *quoth, *speed, *memory); err != nil {
		log.Fatal(err)
	}
}

func run(articles int, quoth string, speed float64, memory int64) error {
	folder, err := os.MkdirTemp("", "quoth-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	corpus := filepath.Join(folder, "corpus.jsonl")
	size, err := generate(corpus, articles)
	if err != nil {
		return err
	}
	fmt.Printf("%d articles, %d annotations, %.0f MB\n", articles, 50*articles, float64(size)/1e6)
	bad := 0
	for _, to := range []string{"brat", "conll", "parquet"} {
		output := filepath.Join(folder, "out."+to)
		cmd := exec.Command(quoth, "convert", "--to", to, "--output", output, corpus)
		cmd.Env = append(os.Environ(), "GOMAXPROCS=2")
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("quoth convert --to %s: %w: %s", to, err, out)
		}
		took := time.Since(start)
		most := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024
		rate := float64(size) / 1e6 / took.Seconds()
		word := "ok"
		if rate < speed || most > memory {
			word = "too slow or too large"
			bad++
		}
		fmt.Printf("%-8s %6.1f MB/s  %4d MB  %v  %s\n", to, rate, most, took.Round(time.Second/10), word)
		if err := os.RemoveAll(output); err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of 3 are not %.0f MB/s under %d MB", bad, speed, memory)
	}
	return nil
}

// generate writes the corpus and returns its size in bytes.
func generate(name string, articles int) (int64, error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for i := range articles {
		d, err := invented(i)
		if err != nil {
			return 0, err
		}
		if err := format.WriteLine(w, d); err != nil {
			return 0, err
		}
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// invented is an article of some 5 KB with fifty annotations, of which
// forty-eight are in sixteen attributions.
func invented(n int) (*format.Document, error) {
	march := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var drafts []article.Draft
	for i := range 34 {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: fmt.Sprintf("Mayor Probst of ward %d–%d said the bridge 🙂 stays open until autumn. Nobody at the quay in Tolm asked her what the second report had found.", n, i)})
	}
	a, err := article.New(drafts, article.Meta{Title: fmt.Sprint("Ward ", n), Language: "en"}, nil)
	if err != nil {
		return nil, err
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
	return &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: march, Generator: "quoth bench"}, nil
}
