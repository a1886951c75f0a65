package conll

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatTwoColumnsHoldComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := formattest.Document(t)
		var b bytes.Buffer
		if err := Write(&b, want); err != nil {
			t.Fatal(err)
		}
		got, faults := Read(b.Bytes(), formattest.Noon)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, b.Bytes())
		}
		w, g := formattest.Seen(want, Keeps), formattest.Seen(got, Keeps)
		w.Text, g.Text = strings.ReplaceAll(w.Text, " ", ""), strings.ReplaceAll(g.Text, " ", "")
		if diff := cmp.Diff(w, g); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
		}
	})
}

func TestFourColumnsAndIOB1AreRead(t *testing.T) {
	d, faults := Read([]byte("-DOCSTART- -X- O O\n\nMayor NN B-NP I-PER\nProbst NNP I-NP I-PER\nTolm NNP B-NP B-LOC\n\nspoke VB B-VP O\n"), formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var got []string
	for _, an := range d.Layers[0].Annotations {
		got = append(got, an.Label+" "+an.Target.Words(d.Article))
	}
	if diff := cmp.Diff([]string{"per Mayor Probst", "loc Tolm"}, got); diff != "" || d.Article.Text != "Mayor Probst Tolm\n\nspoke" {
		t.Errorf("%q\n%s", d.Article.Text, diff)
	}
}

func TestATagThatIsNoneIsTold(t *testing.T) {
	_, faults := Read([]byte("Mayor\tPER\nalone\nProbst\tO\n"), formattest.Noon)
	if len(faults) != 2 || faults[0].Line != 1 || faults[1].Line != 2 {
		t.Error(faults)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("-DOCSTART- -X- O O\n\nMayor NN B-NP I-PER\nProbst\tO\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
