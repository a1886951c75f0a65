package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs the program in this process.
func call(t *testing.T, in string, args ...string) (out string, code int, errs string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "in.jsonl")
	if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	code = run(append(args, file), &o, &e)
	return o.String(), code, e.String()
}

func TestSuggestWritesWhoSaysWhatInCodePoints(t *testing.T) {
	const in = `{"id":"a1","text":"🌊 “We are late again,” said Mara Quill."}
{"id":7,"lang":"de","text":"„Wir sind heute viel zu spät“, sagte Mara Quill."}

{"id":"none","text":""}
`
	const want = `{"id":"a1","attributions":[{"source":[[28,38]],"cue":[[23,27]],"content":[[2,22]],"text":"“We are late again,”","form":"direct","score":N,"speaker":"Mara Quill"}],"claims":[]}
{"id":7,"attributions":[{"source":[[37,47]],"cue":[[31,36]],"content":[[0,29]],"text":"„Wir sind heute viel zu spät“","form":"direct","score":N,"speaker":"Mara Quill"}],"claims":[]}
{"id":"none","attributions":[],"claims":[]}
`
	for _, extra := range []string{"--rules", "--language=en"} {
		out, code, errs := call(t, in, "suggest", "--format", "jsonl", extra)
		var lines []string
		for line := range strings.Lines(out) {
			var r struct {
				Attributions []struct{ Score float64 }
			}
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			if at := strings.Index(line, `"score":`); at > 0 {
				if s := r.Attributions[0].Score; s < 0.5 || s > 1 {
					t.Errorf("score %v", s)
				}
				line = line[:at+8] + "N" + line[strings.Index(line, `,"speaker"`):]
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, ""); code != 0 || got != want {
			t.Errorf("%s: code %d, %s\ngot\n%swant\n%s", extra, code, errs, got, want)
		}
	}
}

func TestSuggestRanksWhatIsWorthChecking(t *testing.T) {
	const in = `{"id":1,"lang":"en","text":"🌊 Good morning. The door was open. Rents in Port Merrow have risen by 18 per cent since 2027. Is that so?"}`
	const want = `{"id":1,"attributions":[],"claims":[{"content":[[35,93]],"text":"Rents in Port Merrow have risen by 18 per cent since 2027.","class":"CFS","kind":"numerical","reason":"states a number and tells of a change","score":`
	out, code, errs := call(t, in, "suggest", "--format", "jsonl")
	if code != 0 || !strings.HasPrefix(out, want) || strings.Count(out, `"reason"`) != 1 {
		t.Errorf("code %d, %s\n%s\nwant\n%s", code, errs, out, want)
	}
}

func TestSuggestNamesTheBadRecordByItsLine(t *testing.T) {
	for in, says := range map[string]string{
		"{\"id\":1,\"text\":\"a\"}\n\n{\"id\":": "in.jsonl, line 3: not a record",
		`{"id":1}`:                              `line 1: a record needs "text"`,
		`{"id":1,"text":5}`:                     "line 1: not a record",
		`[]`:                                    "line 1: not a record",
	} {
		out, code, errs := call(t, in, "suggest", "--format", "jsonl")
		if code != 1 || !strings.Contains(errs, says) {
			t.Errorf("%s: code %d, %q, want %q", in, code, errs, says)
		}
		if strings.Contains(in, "\n") && !strings.Contains(out, `{"id":1,`) {
			t.Errorf("what stood before the bad record is lost: %q", out)
		}
	}
}

func TestSuggestIsToldHowToBeCalled(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"suggest", "--help"}, 0, "quoth suggest [flags]"},
		{[]string{"help", "suggest"}, 0, "code points"},
		{[]string{"help", "train"}, 0, "quoth train --language"},
		{[]string{"suggest", "--format", "csv"}, 2, `--format is "csv"; it must be native, errors or jsonl: see quoth help suggest`},
		{[]string{"suggest", "--from", "parquet"}, 2, `--from "parquet" is no format that is read: see quoth help suggest`},
		{[]string{"suggest", "--format", "jsonl", "--output", "x"}, 2, "not for --format jsonl"},
		{[]string{"suggest", "missing"}, 1, "missing"},
		{[]string{"suggest", "--colour"}, 2, "-colour: see quoth help suggest"},
		{[]string{"suggest", "--format", "jsonl", "a", "b"}, 2, "one file is read, not 2"},
		{[]string{"suggest", "--format", "jsonl", "missing.jsonl"}, 1, "missing.jsonl"},
		{[]string{"train"}, 2, "train needs --language"},
	} {
		var out, errs bytes.Buffer
		if code := run(c.args, &out, &errs); code != c.code || !strings.Contains(out.String()+errs.String(), c.says) {
			t.Errorf("%v: code %d, %q%q; want %d, %q", c.args, code, out.String(), errs.String(), c.code, c.says)
		}
	}
}

// What is read is answered before the next line has come.
func TestSuggestStreams(t *testing.T) {
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	go func() {
		_ = out.CloseWithError(suggestCommand([]string{"--format", "jsonl", "--rules"}, in, out, io.Discard))
	}()
	d := json.NewDecoder(answers)
	for i := range 3 {
		if _, err := io.WriteString(feed, `{"id":1,"text":"“We are late again,” said Quill."}`+"\n"); err != nil {
			t.Fatal(err)
		}
		var r struct{ Attributions []any }
		if err := d.Decode(&r); err != nil || len(r.Attributions) != 1 {
			t.Fatalf("record %d: %v, %v", i, r, err)
		}
	}
	_ = feed.Close()
	if err := d.Decode(new(any)); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}

// What is learned is the same each time, can be used, and holds no word.
func TestTrainLearnsTheSameTwice(t *testing.T) {
	var in strings.Builder
	names := []string{"Mara Quill", "Ivo Tarn", "Ana Orlo", "Pia Rask", "Odo Lark", "Ena Stoll", "Ida Moor", "Udo Brandt"}
	for _, name := range names {
		s := name + " zorbled that the bridge is safe."
		n := len(name)
		line, err := json.Marshal(map[string]any{"id": name, "text": s, "attributions": []any{map[string]any{
			"source": [][2]int{{0, n}}, "cue": [][2]int{{n + 1, n + 8}}, "content": [][2]int{{n + 9, len(s) - 1}}}}})
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	first, code, errs := call(t, in.String(), "train", "--language", "en")
	if code != 0 || !strings.Contains(errs, "8 articles") {
		t.Fatalf("code %d, %s", code, errs)
	}
	if second, _, _ := call(t, in.String(), "train", "--language", "en"); second != first {
		t.Error("the same articles gave other weights")
	}
	if strings.Contains(first, "zorbled") || strings.Contains(first, "Quill") {
		t.Error("the weights hold words")
	}
	file := filepath.Join(t.TempDir(), "learned")
	if err := os.WriteFile(file, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	const test = `{"id":1,"text":"Lia Fenn zorbled that the quay is gone."}`
	if out, _, errs := call(t, test, "suggest", "--format", "jsonl", "--weights", file); !strings.Contains(out, `"text":"that the quay is gone"`) {
		t.Errorf("nothing was learned: %s%s", out, errs)
	}
	if out, _, _ := call(t, test, "suggest", "--format", "jsonl", "--rules"); strings.Contains(out, "quay is gone") {
		t.Errorf("the rules know the verb: %s", out)
	}
	if _, code, errs := call(t, test, "suggest", "--format", "jsonl", "--weights", filepath.Join("..", "..", "LICENSE")); code != 1 || !strings.Contains(errs, "not a model") {
		t.Errorf("a file that is no model: code %d, %s", code, errs)
	}
	if _, code, errs := call(t, `{"id":1,"text":"a","attributions":[{"source":[[0,5]]}]}`, "train", "--language", "en"); code != 1 || !strings.Contains(errs, "line 1: span [0 5] lies outside") {
		t.Errorf("a span outside: code %d, %s", code, errs)
	}
}

// The commonest kinds of error are told as a table.
func TestSuggestComparesWithWhatPeopleMarked(t *testing.T) {
	const in = `{"id":"a1","text":"“We are late again,” said Mara Quill. The pilot doubts it.","attributions":[{"source":[[38,47]],"cue":[[48,54]],"content":[[55,57]]}]}`
	out, code, errs := call(t, in, "suggest", "--format", "errors", "--rules", "--language=en")
	for _, says := range []string{"1 articles, 1 attributions marked by people, ", " proposed, ", "| 1 | not marked by people: a longer quotation | "} {
		if code != 0 || !strings.Contains(out, says) {
			t.Errorf("code %d, %s\n%s\nwant %q", code, errs, out, says)
		}
	}
}
