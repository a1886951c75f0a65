package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/brat"
	"quoth/internal/format/conll"
	"quoth/internal/format/formattest"
	"quoth/internal/format/jsonl"
	"quoth/internal/format/table"
	"quoth/internal/format/tei"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// plain is an article that OpenNLP can read: it counts UTF-16 where brat
// counts code points, so no emoji, and passages are words with spaces around.
func plain(t *testing.T) *format.Document {
	t.Helper()
	a, err := article.New([]article.Draft{
		{Kind: article.Paragraph, Text: "Mayor Probst said that the bridge stays open until autumn ."},
		{Kind: article.Paragraph, Text: "« Le pont est sûr » a répété Nia Exemplar hier ."},
	}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer("read", a.ID, scheme.Preset("attribution"), "", formattest.Noon)
	for i, m := range [][2]string{{"source", "Mayor Probst"}, {"content", "that the bridge stays open until autumn"}, {"content", "« Le pont est sûr »"}, {"source", "Nia Exemplar"}} {
		at := text.Byte(strings.Index(a.Text, m[1]))
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(fmt.Sprint("a", i)), Label: m[0], Target: annotation.Target{{Start: at, End: at + text.Byte(len(m[1]))}}, Created: formattest.Noon, Modified: formattest.Noon,
		})
	}
	return &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: formattest.Noon, Generator: "quoth"}
}

func TestOpenNLPReadsTheStandoff(t *testing.T) {
	d := plain(t)
	dir := t.TempDir()
	var ann bytes.Buffer
	if err := brat.Write(&ann, d); err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, name := range brat.Types(d) {
		types[name] = true
	}
	for name, data := range map[string][]byte{"a.ann": ann.Bytes(), "a.txt": []byte(d.Article.Text), "annotation.conf": brat.Config(types)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := run(t, dir, "opennlp", "TokenNameFinderConverter", "brat", "-ruleBasedTokenizer", "whitespace", "-annotationConfig", filepath.Join(dir, "annotation.conf"), "-bratDataDir", dir)
	for _, want := range []string{
		"<START:Source> Mayor Probst <END> said", "<START:Content> that the bridge stays open until autumn <END>", "<START:Content> « Le pont est sûr » <END>", "<START:Source> Nia Exemplar <END>",
	} {
		if !strings.Contains(out, want) || strings.Contains(out, "Dropped") {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestNLTKReadsTheCoNLL(t *testing.T) {
	var want [][]string
	name := file(t, "corpus.conll", func(b *bytes.Buffer) error {
		for _, d := range append(documents(t), plain(t)) {
			l := d.Layers[0]
			kept, _ := format.Flat(l)
			for _, an := range kept {
				for _, s := range an.Target {
					want = append(want, []string{conll.Label(l, an.Label), solid(d.Article.Text[s.Start:s.End])})
				}
			}
			if err := conll.Write(b, d); err != nil {
				return err
			}
		}
		return nil
	})
	var got [][]string
	if err := json.Unmarshal([]byte(run(t, ".", "/usr/bin/python3", "testdata/conll.py", filepath.Dir(name), filepath.Base(name))), &got); err != nil {
		t.Fatal(err)
	}
	for i := range got {
		got[i][1] = solid(got[i][1])
	}
	order := func(a, b []string) int { return slices.Compare(a, b) }
	slices.SortFunc(want, order)
	slices.SortFunc(got, order)
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 50 {
		t.Errorf("%.3000s", diff)
	}
}

// solid is a text without its white space, which CoNLL does not keep.
func solid(s string) string { return strings.Join(strings.Fields(s), "") }

func TestPythonReadsTheTables(t *testing.T) {
	var args []string
	spans := 0
	for _, d := range documents(t) {
		words := file(t, "a.txt", func(b *bytes.Buffer) error { _, err := b.WriteString(d.Article.Text); return err })
		all := 0
		for _, l := range d.Layers {
			for _, an := range l.Annotations {
				all += len(an.Target)
			}
		}
		first := 0
		for _, an := range d.Layers[0].Annotations {
			first += len(an.Target)
		}
		spans += 2*all + first
		args = append(args, "csv|"+file(t, "a.csv", func(b *bytes.Buffer) error { return format.CSV(b, d) })+"|"+words,
			"tsv|"+file(t, "a.tsv", func(b *bytes.Buffer) error { return table.TSV(b, d) })+"|"+words,
			"prodigy|"+file(t, "a.jsonl", func(b *bytes.Buffer) error { return jsonl.WriteProdigy(b, d) })+"|")
	}
	if out, want := run(t, ".", "/usr/bin/python3", append([]string{"testdata/tables.py"}, args...)...), fmt.Sprintf("%d 0\n", spans); out != want {
		t.Errorf("right and wrong are %q, not %q", out, want)
	}
}

func TestLibxml2ReadsTheTEI(t *testing.T) {
	list := documents(t)
	dir := folder(t, list, ".xml", tei.Write)
	names, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, dir, "xmllint", append([]string{"--noout", "--nonet"}, names...)...)
	out := run(t, dir, "xmllint", "--xpath", `concat(count(//*[local-name()="said"]), " ", count(//*[local-name()="span"]), " ", //*[local-name()="said"][1]/@who, " ", //*[@xml:id="s1"]/*[local-name()="persName"])`, filepath.Join(dir, "d0.xml"))
	said := strings.Fields(out)
	if len(said) < 4 || said[0] == "0" || said[1] == "0" || said[2] != "#s1" {
		t.Errorf("said, spans and the first speaker are %q", out)
	}
}
