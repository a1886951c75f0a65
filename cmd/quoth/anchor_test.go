package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// anchored runs quoth anchor and returns what it says and its exit code.
func anchored(t *testing.T, in string, args ...string) (out, errs string, code int) {
	t.Helper()
	cmd := exec.Command(binary, append([]string{"anchor"}, args...)...)
	cmd.Stdin = strings.NewReader(in)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Run(); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return o.String(), e.String(), code
}

func TestAnchorAnswersEachRecord(t *testing.T) {
	tests := []struct{ name, record, answer string }{
		{"exact", `{"id":"a","text":"Two ferries ran, she said.","exact":"ferries ran"}`,
			`{"id":"a","start":4,"end":15,"score":1,"state":"exact"}`},
		{"a number as id, fields of others", `{"id":7,"kind":"x","expected":[1,2],"text":"Two ferries ran.","exact":"Two"}`,
			`{"id":7,"start":0,"end":3,"score":1,"state":"exact"}`},
		{"no id", `{"text":"Two ferries ran.","exact":"Two","hint":0}`,
			`{"id":null,"start":0,"end":3,"score":1,"state":"exact"}`},
		{"moved from the hint", `{"id":1,"text":"So two ferries ran.","exact":"two ferries","hint":0}`,
			`{"id":1,"start":3,"end":14,"score":1,"state":"moved"}`},
		{"a hint behind the end", `{"id":1,"text":"So two ferries ran.","exact":"two ferries","hint":9000,"unit":"utf16"}`,
			`{"id":1,"start":3,"end":14,"score":1,"state":"moved"}`},
		{"code points", `{"id":1,"text":"🚢🚢 “Zoë” ran.","exact":"“Zoë”"}`,
			`{"id":1,"start":3,"end":8,"score":1,"state":"exact"}`},
		{"code points by name", `{"id":1,"text":"🚢🚢 “Zoë” ran.","exact":"\"Zoë\"","unit":"codepoints","hint":3}`,
			`{"id":1,"start":3,"end":8,"score":1,"state":"exact"}`},
		{"UTF-16", `{"id":1,"text":"🚢🚢 “Zoë” ran.","exact":"“Zoë”","unit":"utf16","hint":5}`,
			`{"id":1,"start":5,"end":10,"score":1,"state":"exact"}`},
		{"UTF-16, a hint within a character", `{"id":1,"text":"🚢🚢 “Zoë” ran.","exact":"🚢 “Zoë”","unit":"utf16","hint":3}`,
			`{"id":1,"start":2,"end":10,"score":1,"state":"exact"}`},
		{"bytes", `{"id":1,"text":"🚢🚢 “Zoë” ran.","exact":"“Zoë”","unit":"bytes","hint":9}`,
			`{"id":1,"start":9,"end":19,"score":1,"state":"exact"}`},
		{"lost", `{"id":1,"text":"Two ferries ran.","exact":"the penguin sang"}`,
			`{"id":1,"start":null,"end":null,"score":0,"state":"lost"}`},
		{"ambiguous", `{"id":1,"text":"Zoë: yes. Ada: yes.","exact":"yes"}`,
			`{"id":1,"start":null,"end":null,"score":1,"state":"ambiguous","candidates":[[5,8],[15,18]]}`},
		{"context", `{"id":1,"text":"Zoë: yes. Ada: yes.","exact":"yes","prefix":"Ada: ","suffix":"."}`,
			`{"id":1,"start":15,"end":18,"score":1,"state":"exact"}`},
		{"an empty text", `{"id":1,"text":"","exact":"yes"}`,
			`{"id":1,"start":null,"end":null,"score":0,"state":"lost"}`},
	}
	var all, want strings.Builder
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, errs, code := anchored(t, test.record)
			if out != test.answer+"\n" || errs != "" || code != 0 {
				t.Errorf("said %s%s, code %d; want %s", out, errs, code, test.answer)
			}
		})
		fmt.Fprintln(&all, test.record)
		fmt.Fprintln(&want, test.answer)
	}
	if out, _, code := anchored(t, "\uFEFF"+all.String()+"\n \n"); out != want.String() || code != 0 {
		t.Errorf("all at once, code %d:\n%s", code, out)
	}
}

func TestABadRecordIsToldWithItsFileLineAndRemedyAndPassedOver(t *testing.T) {
	const good = `{"id":1,"text":"Two ferries ran.","exact":"Two"}`
	tests := []struct{ name, record, says string }{
		{"not JSON", `two ferries`, "it is not JSON from byte 2 on"},
		{"cut short", `{"text":"a"`, "write one object a line"},
		{"a list", `["a"]`, "it is a JSON array: write one object a line"},
		{"no text", `{"exact":"a"}`, `"text" is missing: give the text to look in`},
		{"no words", `{"text":"a","exact":""}`, `"exact" is missing or empty: give the words to look for`},
		{"text of another type", `{"text":3,"exact":"a"}`, `"text" is a JSON number: give a string`},
		{"half a hint", `{"text":"a","exact":"a","hint":1.5}`, "give a whole number"},
		{"a hint below zero", `{"text":"a","exact":"a","hint":-1}`, `"hint" is -1: leave it out if it is not known`},
		{"a unit that there is not", `{"text":"a","exact":"a","unit":"words"}`, `"unit" is "words": it is codepoints, utf16 or bytes`},
		{"Latin-1", "{\"text\":\"Zo\xeb\",\"exact\":\"Zo\xeb\"}", "it is not UTF-8: convert the file, with iconv for example"},
		{"too long", `{"text":"` + strings.Repeat("a", longestLine) + `"}`, "longer than 64 MiB: cut the text into chapters"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "quotes.jsonl")
			if err := os.WriteFile(file, []byte(good+"\n"+test.record+"\n"+good), 0o644); err != nil {
				t.Fatal(err)
			}
			out, errs, code := anchored(t, "", file)
			if code != 1 || strings.Count(out, `"state":"exact"`) != 2 {
				t.Errorf("code %d, said %.200s", code, out)
			}
			if !strings.Contains(errs, file+", line 2: ") || !strings.Contains(errs, test.says) || !strings.Contains(errs, "1 of 3 records") {
				t.Errorf("complained %q, want %q", errs, test.says)
			}
		})
	}
}

func TestAnchorReadsSeveralFilesAndStandardInputInOrder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quotes.jsonl")
	if err := os.WriteFile(file, []byte(`{"id":"file","text":"a b","exact":"b"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	var in strings.Builder
	for i := range 500 {
		fmt.Fprintf(&in, "{\"id\":%d,\"text\":%q,\"exact\":\"b\"}\n", i, strings.Repeat("a ", i%7)+"b")
	}
	out, errs, code := anchored(t, in.String(), file, "-", file)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if code != 0 || errs != "" || len(lines) != 502 || !strings.Contains(lines[0], `"file"`) || !strings.Contains(lines[501], `"file"`) {
		t.Fatalf("code %d, %d lines, %s", code, len(lines), errs)
	}
	for i, line := range lines[1:501] {
		var a answer
		if err := json.Unmarshal([]byte(line), &a); err != nil || string(a.ID) != fmt.Sprint(i) || a.Start == nil || *a.Start != 2*(i%7) {
			t.Fatalf("line %d is %s, %v", i, line, err)
		}
	}
	_, errs, code = anchored(t, "", file, filepath.Join(t.TempDir(), "none.jsonl"))
	if code != 1 || !strings.Contains(errs, "none.jsonl") {
		t.Errorf("a file that is not there: code %d, %s", code, errs)
	}
}

// A program may write one record and wait for its answer before the next.
func TestAnAnswerComesBeforeTheNextRecord(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), binary, "anchor")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(out)
	for i := range 20 {
		if _, err := fmt.Fprintf(in, "{\"id\":%d,\"text\":\"a b\",\"exact\":\"b\"}\n", i); err != nil {
			t.Fatal(err)
		}
		line, err := answers.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, fmt.Sprintf(`{"id":%d,`, i)) {
			t.Fatalf("record %d: %q, %v", i, line, err)
		}
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answers); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

func TestAnchorTeachesAndRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, args := range [][]string{{"anchor", "--help"}, {"help", "anchor"}} {
		out, err := exec.Command(binary, args...).Output()
		if err != nil {
			t.Errorf("%v: %v", args, err)
		}
		for _, want := range []string{"text", "exact", "prefix", "suffix", "hint", "unit", "codepoints", "utf16", "bytes", "moved", "changed", "ambiguous", "lost", "candidates", "Try it"} {
			if !strings.Contains(string(out), want) {
				t.Errorf("%v does not tell %s", args, want)
			}
		}
	}
	_, errs, code := anchored(t, "", "--unit", "bytes")
	if code != 2 || !strings.Contains(errs, "see quoth help anchor") {
		t.Errorf("code %d, %s", code, errs)
	}
}

func FuzzAnchorRecord(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"Two ferries ran, she said.","exact":"ferries ran","hint":4}`))
	f.Add([]byte(`{"text":"🚢 Zoe\u0308\ud800 “…” Zoë","exact":"Zoë","prefix":"🚢","unit":"utf16","hint":3}`))
	f.Add([]byte(`{"id":[1,{}],"text":"a a a","exact":"a","unit":"bytes"}`))
	f.Add([]byte(`{"id":null,"text":"","exact":"a","suffix":null}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var texts revisions
		data, err := texts.record(line)
		if err != nil {
			if data != nil || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: %v", data, err)
			}
			return
		}
		var a answer
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if (a.Start == nil) != (a.End == nil) || (a.Start != nil) != a.State.Placed() || a.Start != nil && (*a.Start < 0 || *a.End <= *a.Start || *a.End > len(texts.last.text)) {
			t.Errorf("%s", data)
		}
	})
}
