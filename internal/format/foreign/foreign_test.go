package foreign

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quoth/internal/scheme"
	"quoth/internal/text"
)

// pieces are what other programs' texts are made of: line ends of two
// characters, letters with their marks apart, characters that are dropped, and
// all scripts.
var pieces = []string{"word", "e\u0301", "q\u0303", "\u00e9", "🙂", "👩‍👩‍👧", "\u200B", "\u00AD", "مفتوح", "橋", "𠮷", " ", " ", "\t", "\r\n", "\r\n\r\n", "\n", "\n\n", "\n\n\n\n", "\r", "\u0001"}

// A passage that a file points at, in any unit and over any text, is the same
// words in the article, without the white space at its ends.
func TestEveryPassageIsFoundAgainInEveryUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text")
		raw := strings.Join(parts, "") + "end"
		edges := []int{0}
		for _, p := range parts {
			edges = append(edges, edges[len(edges)-1]+len(p))
		}
		unit := rapid.SampledFrom(Units).Draw(t, "unit")
		d := Draft{Text: raw, Unit: unit}
		var want []string
		for i := range rapid.IntRange(1, 5).Draw(t, "marks") {
			from := rapid.IntRange(0, len(edges)-1).Draw(t, "from")
			to := rapid.IntRange(from, len(edges)-1).Draw(t, "to")
			b := text.Bytes{Start: text.Byte(edges[from]), End: text.Byte(edges[to])}
			exact := raw[b.Start:b.End]
			d.Marks = append(d.Marks, Mark{ID: fmt.Sprint("m", i), Label: "x", Spans: [][2]int{in(t, raw, b, unit)}, Exact: []string{exact}})
			normal, err := text.Normalize(exact)
			if err != nil {
				t.Fatal(err)
			}
			if s := flat(normal); s != "" {
				want = append(want, s)
			}
		}
		got, faults := d.Document()
		for _, f := range faults {
			if !f.Mended && !strings.Contains(f.What, "holds no words") {
				t.Fatal(f)
			}
		}
		if err := got.Check(); err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, an := range got.Layers[0].Annotations {
			have = append(have, flat(an.Target.Words(got.Article)))
		}
		if fmt.Sprintf("%q", have) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q, not %q", have, want)
		}
	})
}

// flat is the words with one space between them: empty lines are drawn together.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func in(t *rapid.T, raw string, b text.Bytes, unit Unit) [2]int {
	switch unit {
	case CodePoints:
		u, err := text.To[text.CodePoint](raw, b)
		if err != nil {
			t.Fatal(err)
		}
		return [2]int{int(u.Start), int(u.End)}
	case UTF16:
		u, err := text.To[text.UTF16](raw, b)
		if err != nil {
			t.Fatal(err)
		}
		return [2]int{int(u.Start), int(u.End)}
	}
	return [2]int{int(b.Start), int(b.End)}
}

func TestTheUnitOfTheOffsetsIsNamed(t *testing.T) {
	const raw = "🙂 Die Brücke\r\nist offen."
	for declared, spans := range map[Unit]map[Unit][2]int{
		CodePoints: {UTF16: {7, 13}, Bytes: {9, 16}},
		UTF16:      {CodePoints: {6, 12}, Bytes: {9, 16}},
		Bytes:      {CodePoints: {6, 12}, UTF16: {7, 13}},
	} {
		for unit, span := range spans {
			d := Draft{Text: raw, Unit: declared, Marks: []Mark{{ID: "a", Label: "x", Spans: [][2]int{span}, Exact: []string{"Brücke"}}}}
			doc, faults := d.Document()
			want := fmt.Sprintf("the offsets do not count %s: 0 of 1 passages say what the file expects; counted in %s, 1 do", declared, unit)
			if len(faults) != 1 || faults[0].What != want || Broken(faults) == nil {
				t.Errorf("%v instead of %s", faults, want)
			}
			if words := doc.Layers[0].Annotations[0].Target.Words(doc.Article); words != "Brücke" {
				t.Errorf("it was read as %q", words)
			}
		}
	}
}

func TestLabelsOfAFileBecomeASchemeOfTheirOwn(t *testing.T) {
	var marks []Mark
	for i, label := range []string{"PER", "per", "人物", "Two Words", "", strings.Repeat("long ", 40)} {
		marks = append(marks, Mark{ID: fmt.Sprint("m", i), Label: label, Spans: [][2]int{{0, 3}}, Fields: map[string]string{"Some Field": "v"}})
	}
	d := Draft{Text: "Tolm", Unit: CodePoints, Marks: marks, At: time.Unix(9, 0)}
	doc, faults := d.Document()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	s := doc.Layers[0].Scheme
	if len(s.Labels) != 6 || s.Labels[2].Name != "人物" || s.Labels[0].Fields[0].Name != "some-field" {
		t.Errorf("%+v", s.Labels)
	}
}

func TestALabelThatIsTwoPartsIsTold(t *testing.T) {
	d := Draft{Text: "Probst said it", Unit: CodePoints, Marks: []Mark{
		{ID: "a", Label: "x", Spans: [][2]int{{0, 6}}}, {ID: "b", Label: "x", Spans: [][2]int{{12, 14}}},
	}, Frames: []Frame{{ID: "f", Content: []string{"b"}, Source: []string{"a"}}}}
	doc, faults := d.Document()
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), `a is its source, but its label "x" is used as another part elsewhere`) || len(doc.Layers[0].Attributions) != 0 {
		t.Error(faults)
	}
	if l := doc.Layers[0].Scheme.WithRole(scheme.Content); l == nil || l.Name != "x" {
		t.Error("the label has lost its role")
	}
}
