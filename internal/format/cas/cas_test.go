package cas

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatACASHoldsComesBack(t *testing.T) {
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

// exported is as INCEpTION writes.
const exported = `{"%TYPES":{"custom.Span":{"%NAME":"custom.Span","%SUPER_TYPE":"uima.tcas.Annotation","label":{"%NAME":"label","%RANGE":"uima.cas.String"}}},` +
	`"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"🙂 Mayor Probst plays."},` +
	`{"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token","@sofa":1,"begin":0,"end":2},` +
	`{"%ID":3,"%TYPE":"custom.Span","@sofa":1,"begin":3,"end":15,"label":"PER","note":"hm"},{"%ID":4,"%TYPE":"uima.tcas.DocumentAnnotation","@sofa":1,"begin":0,"end":22}],` +
	`"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3,4]}}}`

func TestAnExportOfINCEpTIONIsRead(t *testing.T) {
	d, faults := Read([]byte(exported), formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if l := d.Layers[0].Annotations; len(l) != 1 || l[0].Label != "per" || l[0].Target.Words(d.Article) != "Mayor Probst" || l[0].Fields["note"] != "hm" {
		t.Errorf("%+v", l[0])
	}
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	passage := `{"%ID":5,"%TYPE":"quoth.Passage","@sofa":1,"begin":2,"end":7,"identifier":"a","label":"source","words":"Mayor"},`
	for _, test := range []struct{ name, from, to, want string }{
		{"code points", `{"%ID":2`, passage + `{"%ID":2`, "counted in code points, 1 do"},
		{"twice", `{"%ID":3`, `{"%ID":2`, "2: the id is there twice"},
		{"no number", `"begin":3,"end":15`, `"begin":3,"end":"x"`, "its begin and end are not whole numbers"},
		{"no text", "sofaString", "sofaURI", "it has no SofA with a text"},
		{"cut off", `"%VIEWS"`, "", "it is not JSON of a CAS"},
		{"outside", `"end":15`, `"end":150`, "3 to 150 does not lie in the text"},
		{"no part", `{"%ID":2`, `{"%ID":6,"%TYPE":"quoth.Part","@sofa":1,"begin":0,"end":2,"@passage":9},{"%ID":2`, "a part is of the passage 9"},
		{"no cue", `{"%ID":2`, `{"%ID":6,"%TYPE":"quoth.Attribution","identifier":"f","@cue":9},{"%ID":2`, "f: its cue 9 is not in the file"},
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
	f.Add([]byte(`{"%FEATURE_STRUCTURES":{"1":{"%TYPE":"uima.cas.Sofa","sofaString":"It"},"2":{"%TYPE":"quoth.Passage","begin":0,"end":2,"identifier":"a","label":"content","words":"It"},"3":{"%TYPE":"quoth.Attribution","identifier":"f","@content":4,"@within":3},"4":{"%ELEMENTS":[2]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
