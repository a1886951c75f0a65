package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"quoth/internal/format"
)

const millPage = `<!DOCTYPE html><html lang="en"><head><title>The mill stands still</title><meta property="og:site_name" content="Mill Gazette"></head>
<body><nav><a href="/">Mill Gazette</a></nav><article><h1>The mill stands still</h1>
<p>The river left its bed in spring, and since then the mill has not turned. “We wait,” said <a href="/wren">Hesper Wren</a> 🙂, the miller.</p>
<figure><img src="mill.jpg" alt="The mill"><figcaption>The mill on Sunday.</figcaption></figure>
<p>The council wants to dig, and has bought two spades. It meets again in autumn, when the water comes back by itself.</p></article></body></html>`

// runImport runs the program and gives what it writes and its exit code.
func runImport(t *testing.T, in string, args ...string) (out, errs string, code int) {
	t.Helper()
	cmd := exec.Command(binary, append([]string{"import"}, args...)...)
	cmd.Stdin = strings.NewReader(in)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return o.String(), e.String(), code
}

func write(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func lines(n int) string {
	var b strings.Builder
	for i := range n {
		page := strings.ReplaceAll(millPage, "two spades", fmt.Sprintf("%d spades", i))
		data, err := json.Marshal(map[string]string{"id": fmt.Sprint("page-", i), "html": page, "url": "https://mill.example/a"})
		if err != nil {
			panic(err)
		}
		b.Write(append(data, '\n'))
	}
	return b.String()
}

func TestAPageBecomesAFileThatQuothOpens(t *testing.T) {
	out, errs, code := runImport(t, "", write(t, "mill.html", millPage), "--url", "https://mill.example/a")
	if code != 0 || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	d, err := format.Read([]byte(out))
	if err != nil {
		t.Fatal(err)
	}
	m := d.Article.Meta
	if m.Title != "The mill stands still" || m.Publisher != "Mill Gazette" || m.URL != "https://mill.example/a" || m.Source != "file" || d.Article.Marks[0].URL != "https://mill.example/wren" {
		t.Errorf("meta %+v, marks %+v", m, d.Article.Marks)
	}
	if again, _, _ := runImport(t, millPage, "-"); !strings.Contains(again, `"The mill stands still"`) {
		t.Errorf("from standard input: %s", again)
	}
	if text, _, _ := runImport(t, "A headline\n\nA text of some words that is longer than its headline.", "-"); !strings.Contains(text, `"kind":"headline"`) {
		t.Errorf("plain text: %s", text)
	}
}

func TestARecordOutHasItsBodyByCodePoints(t *testing.T) {
	out, errs, code := runImport(t, lines(1), "--format", "jsonl", "-")
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs)
	}
	var r struct {
		ID, URL, Headline, Publisher, Language, Text string
		Bylines                                      []string
		Blocks                                       []struct {
			Kind, Text string
			Start, End *int
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if r.ID != "page-0" || r.URL != "https://mill.example/a" || r.Headline != "The mill stands still" || r.Bylines == nil {
		t.Errorf("record %+v", r)
	}
	var got []string
	for _, b := range r.Blocks {
		if b.Start != nil {
			b.Text = "= " + string([]rune(r.Text)[*b.Start:*b.End])
		}
		got = append(got, b.Kind+" "+b.Text)
	}
	want := []string{
		"headline The mill stands still",
		"paragraph = The river left its bed in spring, and since then the mill has not turned. “We wait,” said Hesper Wren 🙂, the miller.",
		"caption The mill on Sunday.",
		"paragraph = The council wants to dig, and has bought 0 spades. It meets again in autumn, when the water comes back by itself.",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("blocks\n%q\nwant\n%q", got, want)
	}
}

func TestRecordsKeepTheirOrder(t *testing.T) {
	out, errs, code := runImport(t, lines(60), "--format", "jsonl", "--jobs", "7", "-")
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs)
	}
	for i, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if !strings.HasPrefix(line, fmt.Sprintf(`{"id":"page-%d",`, i)) {
			t.Fatalf("line %d is %.40s", i+1, line)
		}
	}
}

func TestABadRecordIsToldByItsLineAndPassedOver(t *testing.T) {
	in := "nonsense\n" + lines(1) + `{"id":"b"}` + "\n\n" + `{"id":"c","html":"<p></p>"}` + "\n" + `{"text":"no id"}` + "\n" + `{"id":7,"text":"A number is an id too, and this is its text."}`
	path := write(t, "in.jsonl", in)
	out, errs, code := runImport(t, "", "--format", "jsonl", path)
	if code != 1 || strings.Count(out, "\n") != 2 || !strings.Contains(out, `{"id":"7",`) {
		t.Errorf("code %d, out %q", code, out)
	}
	for _, want := range []string{path + ":1: this is no JSON", path + `:3: id "b": the record has neither`, path + `:5: id "c": no article`, path + `:6: the record has no "id"`, "4 of 6 records were passed over"} {
		if !strings.Contains(errs, want) {
			t.Errorf("errors do not say %q:\n%s", want, errs)
		}
	}
}

func TestARunThatWasCutGoesOn(t *testing.T) {
	in := write(t, "in.jsonl", lines(20))
	whole, _, _ := runImport(t, "", "--format", "jsonl", in)
	cuts := map[string]int{"nothing": 0, "in a line": len(whole) / 2, "a byte short": len(whole) - 1, "everything": len(whole)}
	for name, at := range cuts {
		t.Run(name, func(t *testing.T) {
			path := write(t, "out.jsonl", whole[:at])
			_, errs, code := runImport(t, "", "--format", "jsonl", in, "--output", path, "--resume")
			got, err := os.ReadFile(path)
			if code != 0 || err != nil || string(got) != whole {
				t.Errorf("code %d, %v, %s: %d bytes, want %d", code, err, errs, len(got), len(whole))
			}
		})
	}
	path := write(t, "other.jsonl", "a shopping list\nand more\n")
	if _, errs, code := runImport(t, "", "--format", "jsonl", in, "--output", path, "--resume"); code != 1 || !strings.Contains(errs, path+":1: ") {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, errs, code := runImport(t, "", "--format", "jsonl", in, "--output", path); code != 1 || !strings.Contains(errs, "is there already") {
		t.Errorf("code %d: %s", code, errs)
	}
	if kept, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(kept), "a shopping list") {
		t.Errorf("the file is now %q, %v", kept, err)
	}
}

func TestAWrongImportSaysWhatIsWrong(t *testing.T) {
	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no file", nil, 2, "takes one file"},
		{"two files", []string{"a", "b"}, 2, "not 2"},
		{"format", []string{"--format", "xml", "-"}, 2, "json or jsonl"},
		{"resume without output", []string{"--format", "jsonl", "--resume", "-"}, 2, "--output"},
		{"jobs", []string{"--jobs", "0", "-"}, 2, "at least 1"},
		{"flag", []string{"--fast", "-"}, 2, "see quoth help import"},
		{"missing file", []string{"/no/such/file.html"}, 1, "/no/such/file.html"},
		{"address", []string{"https://127.0.0.1/a"}, 1, "not on the public web"},
		{"scripts", []string{write(t, "app.html", `<noscript>Please enable JavaScript.</noscript><div id="app"></div>`)}, 1, "until its scripts have run"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, errs, code := runImport(t, "", test.args...)
			if code != test.code || out != "" || !strings.Contains(errs, test.says) {
				t.Errorf("code %d, out %q, said %q; want %d and %q", code, out, errs, test.code, test.says)
			}
		})
	}
	for _, args := range [][]string{{"import", "--help"}, {"help", "import"}} {
		out, err := exec.Command(binary, args...).Output()
		for _, want := range []string{"--format", "--url", "--output", "--resume", "--jobs", "from the public web only"} {
			if err != nil || !strings.Contains(string(out), want) {
				t.Errorf("%v does not tell %s: %v", args, want, err)
			}
		}
	}
}

func TestASavedWebArchiveIsImported(t *testing.T) {
	archive := "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mill.example/still\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related; type=\"text/html\"; boundary=\"----mill\"\r\n\r\n------mill\r\nContent-Type: text/html\r\n" +
		"Content-Transfer-Encoding: binary\r\n\r\n" + millPage + "\r\n------mill\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/\r\n------mill--\r\n"
	for _, name := range []string{"still.mhtml", "still.mht", "still.html"} {
		out, errs, code := runImport(t, "", write(t, name, archive))
		d, err := format.Read([]byte(out))
		if err != nil || code != 0 {
			t.Fatalf("%s: %v, exit code %d: %s", name, err, code, errs)
		}
		if m := d.Article.Meta; m.Title != "The mill stands still" || m.URL != "https://mill.example/still" || m.Source != "file" || !strings.Contains(d.Article.Text, "Hesper Wren 🙂, the miller.") {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if _, errs, code := runImport(t, "", write(t, "empty.mhtml", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a--\r\n")); code != 1 || !strings.Contains(errs, "holds no page") {
		t.Errorf("an archive without a page: %d %s", code, errs)
	}
}
