package suggest

import (
	"fmt"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

func first(t *testing.T, marked string, known ...*annotation.Speaker) Proposal {
	t.Helper()
	a, content, _, _ := read(t, "en", marked)
	got := Around(a, content, known)
	if len(got) == 0 {
		t.Fatalf("%s: no proposal", marked)
	}
	return got[0]
}

func TestASourceIsNamedAsFullyAsTheArticleDoes(t *testing.T) {
	const news = "Harbour master Mara Quill met Ivo Tarn, the mayor.\n\n"
	for marked, want := range map[string]string{
		news + "[“We are late,”] Quill said.":                                               "Mara Quill",
		news + "[“We are late,”] Ms. Quill said.":                                           "Mara Quill",
		news + "[“We are late,”] Mayor Tarn said.":                                          "Ivo Tarn",
		news + "[“We are late,”] the mayor said.":                                           "Ivo Tarn",
		"Captain Ana Orlo wept. “It rose,” she said. [“We ran.”]":                           "Ana Orlo",
		"“It rose,” said Ana Orlo. Ivo Tarn nodded to her.\n\n[“We ran,”] she said.":        "Ivo Tarn",
		"“It rose,” said Ana Orlo, who met Ivo Tarn there.\n\n[“We ran,”] she said.":        "Ana Orlo",
		"The Harbour Board met. It said [the bridge is safe].":                              "Harbour Board",
		"Brack University and the Harbour Board said [the bridge is safe].":                 "Brack University & Harbour Board",
		"“It rose,” said Ana Orlo.\n\n[“We ran.”]":                                          "Ana Orlo",
		"The bridge is dear to Ana Orlo. [“It is safe.”]":                                   "Ana Orlo",
		"“Ana Orlo says nothing,” said Ivo Tarn.\n\n[“We ran,”] he said.":                   "Ivo Tarn",
		"Residents fled. [“We ran,”] Residents said.":                                       "Residents",
		"[“We ran,”] said the BHB.":                                                         "BHB",
		"Ana Orlo spoke. Officials said [the bridge is safe].":                              "Officials",
		"A report by Brack University found that [the bridge is safe].":                     "A report by Brack University",
		"“It rose,” said O’Brien-Orlo. [“We ran.”] Nobody else did.":                        "O’Brien-Orlo",
		"[“We ran,”] said Dr. Ana María Orlo.":                                              "Ana María Orlo",
		strings.Repeat("Ivo Tarn spoke. ", 3) + "Ana Tarn left. [“We ran,”] said Ivo Tarn.": "Ivo Tarn",
	} {
		if got := first(t, marked); got.Name != want {
			t.Errorf("%s\nname = %q, want %q (%s)", marked, got.Name, want, got.Why)
		}
	}
}

func TestASourceThatMeansAKnownSpeakerIsThatSpeaker(t *testing.T) {
	known := []*annotation.Speaker{
		{ID: "quill", Name: "Mara Quill", Kind: annotation.Person, Role: "harbour master"},
		{ID: "board", Name: "Brack Harbour Board", Aliases: []string{"BHB"}, Kind: annotation.Organisation},
		{ID: "ana", Name: "Ana Tarn", Kind: annotation.Person},
		{ID: "ivo", Name: "Ivo Tarn", Kind: annotation.Person},
	}
	for marked, want := range map[string]annotation.SpeakerID{
		"[“We ran,”] Mara Quill said.":                "quill",
		"[“We ran,”] Quill said.":                     "quill",
		"[“We ran,”] the harbour master said.":        "quill",
		"[“We ran,”] said the BHB.":                   "board",
		"[“We ran,”] said Tarn.":                      "", // which of the two?
		"Ivo Tarn came.\n\n[“We ran,”] said Tarn.":    "ivo",
		"Mara Quill came.\n\n[“We ran,”] she said.":   "quill",
		"[“We ran,”] said an aide to the BHB.":        "",
		"Ivo Tarn, who runs the port, said [it ran].": "ivo",
	} {
		if got := first(t, marked, known...); got.Speaker != want {
			t.Errorf("%s\nspeaker = %q, want %q (name %q)", marked, got.Speaker, want, got.Name)
		}
	}
}

func TestFormActNegationAndRoleAreTold(t *testing.T) {
	for marked, want := range map[string]string{
		"[“We ran,”] said Quill.":                               "direct statement false ",
		"Quill said [they ran].":                                "indirect statement false ",
		"Quill said [they “ran” home].":                         "mixed statement false ",
		"Quill said [“they ran” and “they hid”].":               "mixed statement false ",
		"“We know that [they ran],” said Quill.":                "direct statement false ",
		"Quill denied that [they ran].":                         "indirect denial false ",
		"Quill did not deny that [they ran].":                   "indirect denial true ",
		"Quill didn’t say that [they ran].":                     "indirect statement true ",
		"Quill declined [to comment].":                          "indirect statement true ",
		"Quill hopes [they ran].":                               "indirect belief false ",
		"Quill promised that [they would run].":                 "indirect intention false ",
		"Quill demanded that [they run].":                       "indirect decree false ",
		"[“We ran,”] said Mara Quill, the harbour master.":      "direct statement false the harbour master",
		"[“We ran,”] Mara Quill, the harbour master, said.":     "direct statement false the harbour master",
		"[“We ran,”] said harbour master Mara Quill.":           "direct statement false harbour master",
		"Mara Quill, who wept, said [they ran].":                "indirect statement false ",
		"[“We ran,”] said a woman who would not give her name.": "direct statement false ",
	} {
		p := first(t, marked)
		if got := fmt.Sprintf("%s %s %v %s", p.Form, p.Act, p.Negated, p.Role); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", marked, got, want)
		}
	}
}

func TestAMarkedPassageIsMadeWhole(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "“I came,” Quill said, “and saw.” Tarn said the bridge is safe."}}, article.Meta{Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for marked, want := range map[string]string{
		"I came":                        "[“I came,”] {Quill} said, [“and saw.”]",
		" “I came,” ":                   "[“I came,”] {Quill} said, [“and saw.”]",
		"and saw.”":                     "[“I came,”] {Quill} said, [“and saw.”]",
		"came":                          "“I [came],” {Quill} said, “and saw.”",
		"Tarn said the bridge is safe.": "{Tarn} said [the bridge is safe.]",
		"the bridge is safe":            "{Tarn} said [the bridge is safe].",
	} {
		i := strings.Index(a.Text, strings.TrimSpace(marked))
		got := Around(a, annotation.Target{{Start: text.Byte(i), End: text.Byte(i + len(strings.TrimSpace(marked)))}}, nil)
		if len(got) == 0 {
			t.Errorf("%s: no proposal", marked)
			continue
		}
		if s := show(a, got[0].Content, annotation.Target(got[0].Source), nil); !strings.Contains(s, want) {
			t.Errorf("%s: got %s\nwant %s", marked, s, want)
		}
	}
}

func TestProposalsAreAtMostThreeAndBestFirst(t *testing.T) {
	a, content, _, _ := read(t, "en", "Ana Orlo told Ivo Tarn, who told Mara Quill, who believes that Pia Rask says [the bridge is safe], said Ena Stoll.")
	got := Around(a, content, nil)
	if len(got) != 3 {
		t.Fatalf("%d proposals, want 3", len(got))
	}
	if got[0].Score < got[1].Score || got[1].Score < got[2].Score || got[0].Score > 1 {
		t.Errorf("scores %v, %v, %v are not falling", got[0].Score, got[1].Score, got[2].Score)
	}
}

func TestATargetOutsideTheArticleGetsNoProposal(t *testing.T) {
	a, _, _, _ := read(t, "en", "“Müde,” said Quill.")
	for _, bad := range []annotation.Target{nil, {}, {{Start: -1, End: 3}}, {{Start: 5, End: 5}}, {{Start: 5, End: 4}}, {{Start: 0, End: 999}}, {{Start: 5, End: 8}}, {{Start: 4, End: 9}, {Start: 6, End: 9}}} {
		if got := Around(a, bad, nil); got != nil {
			t.Errorf("%v: %v", bad, got)
		}
	}
}
