package attribution_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/ingest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/weights"
	"quoth/web"
)

// Every direct quotation of the sample articles that has a speaker, by its
// first words. The interview's headline and the Authority's letter are quoted
// without one.
func TestEveryDirectQuotationOfTheSamplesHasItsSpeaker(t *testing.T) {
	for name, want := range map[string][]string{
		"harbour-bridge": {"“Nobody on this = Ingrith Vandersloop", "“We had a = A senior transport official", "“On a good = Bartholomew Nkemelu-Frost", "“If they are = Amaranth Illingworth-Sato"},
		"interview":      {"“You get the = my wife"},
		"water-market":   {"«لقد انتظر أهل = رئيسة البلدية سوسن الريحاني", "«السقف الآن أقوى = رئيسة البلدية سوسن الريحاني", "«سمعنا الوعد نفسه = بائع العطور زيدون القرنفلي"},
	} {
		data, err := fs.ReadFile(web.Files, "samples/"+name+".md")
		if err != nil {
			t.Fatal(err)
		}
		a, err := ingest.File(name+".md", data, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range attribution.Attributions(a, weights.Of(a.Meta.Language)) {
			if p.Form == annotation.Direct {
				words := strings.Fields(a.Text[p.Content[0].Start:p.Content[0].End])
				got = append(got, strings.Join(words[:3], " ")+" = "+p.Speaker)
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", name, w, strings.Join(got, "\n"))
			}
		}
	}
}
