package directquote

import (
	"bytes"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/formattest"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func TestTheTagsAreThese(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, formattest.Sample(t)); err != nil {
		t.Fatal(err)
	}
	formattest.Golden(t, "sample.directquote", b.Bytes())
}

func TestTheSideIsWhereTheSpeakerStands(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "Probst said “no”. “Yes” said Exemplar. “Perhaps” “not”. It rains, said Dora."}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer("l", a.ID, scheme.Preset("attribution"), "", formattest.Noon)
	mark := func(label, words string) []annotation.ID {
		if words == "" {
			return nil
		}
		at := text.Byte(strings.Index(a.Text, words))
		id := annotation.ID(strings.ReplaceAll(words, " ", "-"))
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: id, Label: label, Target: annotation.Target{{Start: at, End: at + text.Byte(len(words))}}, Created: formattest.Noon, Modified: formattest.Noon})
		return []annotation.ID{id}
	}
	for _, q := range []struct{ source, content string }{{"Probst", "“no”"}, {"Exemplar", "“Yes”"}, {"", "“Perhaps”"}, {"", "“not”"}, {"Dora", "It rains"}} {
		l.Attributions = append(l.Attributions, &annotation.Attribution{ID: annotation.AttributionID(q.content), Source: mark("source", q.source), Content: mark("content", q.content), Created: formattest.Noon, Modified: formattest.Noon})
	}
	d := &format.Document{Article: a, Layers: []*annotation.Layer{l}}
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	want := "Probst/I-Speaker said/O “/I-LeftSpeaker no/I-LeftSpeaker ”/I-LeftSpeaker ./O  “/I-RightSpeaker Yes/I-RightSpeaker ”/I-RightSpeaker said/O Exemplar/I-Speaker ./O  " +
		"“/I-Unknown Perhaps/I-Unknown ”/I-Unknown “/B-Unknown not/I-Unknown ”/I-Unknown ./O  It/O rains/O ,/O said/O Dora/O ./O"
	if got := strings.TrimSpace(strings.NewReplacer("\t", "/", "\n", " ").Replace(b.String())); got != want {
		t.Errorf("%s, not\n%s", got, want)
	}
	if left := Indirect(d); len(left) != 1 || left[0].Count != 1 || left[0].Example != "It rains" {
		t.Errorf("%+v", left)
	}
}
