package tei

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/format/formattest"
)

func TestWhatTEIHoldsComesBack(t *testing.T) {
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

// edition is as an editor would write it: white space without meaning, a
// broken quotation, a name, and a span that overlaps.
const edition = `<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The bridge</title></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="probst"><persName>Mayor Probst</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<text><body><div><head>Open</head>
  <p xml:id="p1">🙂 <said xml:id="q1" who="#probst" direct="true" next="#q2">It is
     safe</said>, <persName>Probst</persName><note>who else</note> said,
     <said xml:id="q2" prev="#q1" who="#probst">until autumn</said>.</p></div></body></text>
<standOff><spanGrp><span xml:id="x" target="#string-range(p1,START,10)" ana="#claim">is safe, P</span></spanGrp></standOff></TEI>`

func TestAnEditionOfAnotherProgramIsRead(t *testing.T) {
	d, faults := Read([]byte(strings.Replace(edition, "START", "5", 1)), formattest.Noon)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got := d.Article.Meta.Title + "|" + d.Article.Text + "\n"
	for _, an := range d.Layers[0].Annotations {
		got += an.Label + " " + an.Target.Words(d.Article) + "\n"
	}
	for _, at := range d.Layers[0].Attributions {
		got += string(at.Content[0]) + " " + string(at.Speaker) + " " + string(at.Form) + " " + d.Layers[0].Speakers[0].Name + "\n"
	}
	want := "The bridge|Open\n\n🙂 It is safe, Probst said, until autumn.\nsaid It is safe … until autumn\npersname Probst\nclaim is safe, P\nq1 probst direct Mayor Probst\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsBrokenIsTold(t *testing.T) {
	good := strings.Replace(edition, "START", "5", 1)
	for _, test := range []struct{ name, data, want string }{
		{"UTF-16", strings.Replace(edition, "START", "6", 1), "counted in UTF-16 code units, 1 do"},
		{"other words", strings.Replace(good, "is safe, P</span>", "is right, P</span>", 1), `x: the file expects "is right, P"`},
		{"no such paragraph", strings.Replace(good, "range(p1", "range(p9", 1), "is not string-range(ID,OFFSET,LENGTH)"},
		{"cut off", good[:400], "line 5: it is not well-formed XML"},
		{"crossed", strings.Replace(good, "</said>, ", "</p></said>, ", 1), "it is not well-formed XML"},
		{"other", "<html/>", `its first element is "html"`},
		{"no text", `<TEI><text><body/></text></TEI>`, "the article has no words"},
		{"twice", strings.Replace(good, `xml:id="x"`, `xml:id="q1"`, 1), "q1: the id is there twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := Read([]byte(test.data), formattest.Noon)
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
	f.Add([]byte(edition))
	f.Add([]byte(`<TEI><text><body><p xml:id="b1"><said n="a" ana="#l1" xml:id="a1">It</said> rains</p></body></text><standOff><fs type="layer"/><fs type="attribution"><f name="content"><string>#a1</string></f></fs><fs type="reading" corresp="#b1"/></standOff></TEI>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, _ := Read(data, formattest.Noon); d != nil {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
