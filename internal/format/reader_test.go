package format

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The readers in testdata are what the README shows to strangers.
func TestTenLinesOfAnotherLanguageReadEverySpan(t *testing.T) {
	golden := filepath.Join("testdata", "sample.json")
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	_, spans, err := d.verify()
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.json")
	moved := strings.Replace(string(data), `"start":79,"end":83,"startUtf16":80,"endUtf16":84`, `"start":80,"end":84,"startUtf16":81,"endUtf16":85`, 1)
	if err := os.WriteFile(wrong, []byte(moved), 0o644); err != nil || moved == string(data) {
		t.Fatalf("no damaged copy: %v", err)
	}
	for program, reader := range map[string]string{"python3": "reader.py", "node": "reader.mjs"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing, install it with: apt-get install -y python3 nodejs", program)
		}
		run := func(file string) (string, error) {
			out, err := exec.Command(program, filepath.Join("testdata", reader), file).CombinedOutput()
			return string(out), err
		}
		if out, err := run(golden); err != nil || out != fmt.Sprintf("%d spans right\n", spans) {
			t.Errorf("%s says %q, %v; want %d spans right", reader, out, err, spans)
		}
		if out, err := run(wrong); err == nil {
			t.Errorf("%s finds nothing wrong with a moved span: %s", reader, out)
		}
	}
}

func TestTheREADMEShowsTheReadersThatTheTestsRun(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"reader.py", "reader.mjs"} {
		reader, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(readme), string(reader)) {
			t.Errorf("README.md does not hold testdata/%s as it is", name)
		}
	}
}
