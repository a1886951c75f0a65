package webanno

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatATableHoldsComesBack(t *testing.T) {
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
		if diff := cmp.Diff(formattest.Seen(want, Keeps), formattest.Seen(got, Keeps)); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.Bytes())
		}
	})
}

// exported is as INCEpTION writes: tokens of other layers, a sub-token, a
// stacked annotation, a tab at the end of a row.
const exported = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n#T_RL=webanno.custom.Relation|value|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n\n\n" +
	"#Text=🙂 Mayor Probst\n#Text=plays.\n1-1\t0-2\t🙂\t_\t_\t_\t_\t\n1-2\t3-8\tMayor\t*[1]\tPER[1]\t_\t_\t\n1-3\t9-15\tProbst\t*[1]|*[2]\tPER[1]|SUR[2]\tnames\t1-2[1_2]\t\n" +
	"1-4\t16-21\tplays\t_\t_\t_\t_\t\n1-4.1\t16-20\tplay\tQ1\t*\t_\t_\t\n1-5\t21-22\t.\t_\t_\t_\t_\t\n\n" +
	"#Text=It rains.\n2-1\t24-26\tIt\t_\t_\t_\t_\t\n2-2\t27-32\trains\t_\t_\t_\t_\t\n2-3\t32-33\t.\t_\t_\t_\t_\t\n"

func TestAnExportOfINCEpTIONIsRead(t *testing.T) {
	d, faults := Read([]byte(exported), formattest.Noon)
	if len(faults) != 1 || !faults[0].Mended || !strings.Contains(faults[0].Error(), "relations of the layer webanno.custom.Relation") {
		t.Fatal(faults)
	}
	got := d.Article.Text + "\n"
	for _, an := range d.Layers[0].Annotations {
		got += an.Label + " " + an.Target.Words(d.Article) + " " + an.Fields["identifier"] + "\n"
	}
	if want := "🙂 Mayor Probst\nplays.\n\nIt rains.\nper Mayor Probst \nsur Probst \nnamedentity play Q1\n"; got != want {
		t.Errorf("%q, not\n%q", got, want)
	}
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	for _, test := range []struct{ name, from, to, want string }{
		{"code points", "1-2\t3-8\tMayor\t*[1]\tPER[1]\t_\t_\t\n1-3\t9-15", "1-2\t2-7\tMayor\t*[1]\tPER[1]\t_\t_\t\n1-3\t8-14", "counted in code points, 2 do"},
		{"no number", "3-8", "x-8", `"x-8" are no offsets`},
		{"cells", "Mayor\t*[1]\tPER[1]", "Mayor", "the row has 6 cells, the header declares 7"},
		{"far", "24-26", "240000000-240000002", "239999978 characters are missing before it"},
		{"no text", "#Text=It rains.\n", "", `the token "It" does not stand in what is left of its sentence`},
		{"no format", "#FORMAT=WebAnno TSV 3.3", "#FORMAT=WebAnno TSV 2", "it does not begin with #FORMAT=WebAnno TSV 3.3"},
		{"word", "Mayor\t*", "Major\t*", `the token "Major" does not stand`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := Read([]byte(strings.Replace(exported, test.from, test.to, 1)), formattest.Noon)
			all := ""
			for _, f := range faults {
				all += f.Error() + "\n"
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("%q is not in\n%s", test.want, all)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(exported))
	f.Add([]byte("#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Passage|annotator|fields|id|label|note|tags\n#T_RL=webanno.custom.Attribution|act|form|id|negated|role|BT_webanno.custom.Passage\n\n\n#Text=It rains\n1-1\t0-2\tIt\t*[1]\tx=y[1]\ta[1]\tclaim[1]\t*[1]\tb; c[1]\t*\tdirect\tf\t*\tcontent\t1-1[1_1]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
