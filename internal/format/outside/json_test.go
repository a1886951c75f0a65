package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/format"
	"quoth/internal/format/markdown"
)

// folder writes each document into a file of its own.
func folder(t *testing.T, list []*format.Document, extension string, write func(io.Writer, *format.Document) error) string {
	t.Helper()
	dir := t.TempDir()
	for i, d := range list {
		var b bytes.Buffer
		if err := write(&b, d); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint("d", i)+extension), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAJSONLDProcessorDropsNothing(t *testing.T) {
	list := documents(t)
	dir := folder(t, list, ".jsonld", format.W3C)
	terms := absolute(t, "../testdata/anno.jsonld")
	if out, want := script(t, "jsonld.mjs", dir, terms), fmt.Sprintf("%d files, RDF\n", len(list)); out != want {
		t.Errorf("%.2000s", out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "d0.jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	data = []byte(strings.Replace(string(data), `"total":`, `"unheard": 1, "total":`, 1))
	if err := os.WriteFile(filepath.Join(dir, "d0.jsonld"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	if out := script(t, "jsonld.mjs", dir, terms); !strings.Contains(out, "d0.jsonld: ") {
		t.Error("a term that nothing declares is not noticed")
	}
}

func TestAjvTakesTheJSON(t *testing.T) {
	list := documents(t)
	dir := folder(t, list, ".json", format.Write)
	schema := filepath.Join(t.TempDir(), "quoth-1.json")
	if err := os.WriteFile(schema, format.Schema(), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, want := script(t, "ajv.mjs", dir, schema), fmt.Sprintf("%d good\n", len(list)); out != want {
		t.Errorf("%.2000s", out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "d0.json"))
	if err != nil {
		t.Fatal(err)
	}
	data = []byte(strings.Replace(string(data), `"start":39`, `"start":"39"`, 1))
	if err := os.WriteFile(filepath.Join(dir, "d0.json"), data, 0o666); err != nil {
		t.Fatal(err)
	}
	if out := script(t, "ajv.mjs", dir, schema); !strings.Contains(out, "d0.json: ") {
		t.Error("an offset that is a text is not noticed")
	}
}

func TestAMarkdownReaderShowsTheText(t *testing.T) {
	list := documents(t)[1:] // without metadata: the page is the text
	var pages map[string]string
	if err := json.Unmarshal([]byte(script(t, "markdown.mjs", folder(t, list, ".md", markdown.Write))), &pages); err != nil {
		t.Fatal(err)
	}
	for i, d := range list {
		name := fmt.Sprint("d", i, ".md")
		if diff := cmp.Diff(strings.Join(strings.Fields(d.Article.Text), " "), pages[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
