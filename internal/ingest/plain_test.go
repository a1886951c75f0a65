package ingest

import (
	"reflect"
	"strings"
	"testing"

	"quoth/internal/article"
)

// body is long enough to be the text under any headline or deck below.
const body = "The council of Port Merrow closed the harbour bridge on Tuesday, because cracks were found in eleven of the rods that carry its deck, the engineers said. " +
	"It will stay closed for two years, and the ferries will have to carry thirty-one thousand cars a day, which their captains doubt."

func TestPlainTextComesOutAsBlocks(t *testing.T) {
	tests := []struct {
		name, raw string
		want      []string
	}{
		{"headline and body", "The bridge\n\n" + body, []string{"headline|The bridge", "paragraph|" + body}},
		{"no headline where a sentence begins", "The bridge is closed.\n\n" + body, []string{"paragraph|The bridge is closed.", "paragraph|" + body}},
		{"a single paragraph is no headline", "The bridge", []string{"paragraph|The bridge"}},
		{"a headline may ask", "Who broke the bridge?\n\n" + body, []string{"headline|Who broke the bridge?", "paragraph|" + body}},
		{"a headline may end with an abbreviation", "A bridge in the U.S.\n\n" + body, []string{"headline|A bridge in the U.S.", "paragraph|" + body}},
		{"a short first paragraph before the body is a deck", "The bridge\n\nNobody knows who will pay for it.\n\n" + body + "\n\n" + body + "x",
			[]string{"headline|The bridge", "deck|Nobody knows who will pay for it.", "paragraph|" + body, "paragraph|" + body + "x"}},
		{"a paragraph that is as long as the next is no deck", "The bridge\n\nThe council closed the harbour bridge of Port Merrow on Tuesday.\n\nThe ferries will have to carry the cars, which their captains doubt.\n\n" + body,
			[]string{"headline|The bridge", "paragraph|The council closed the harbour bridge of Port Merrow on Tuesday.", "paragraph|The ferries will have to carry the cars, which their captains doubt.", "paragraph|" + body}},
		{"speech is no deck", "The bridge\n\n“It will stay closed,” she said.\n\n" + body + "\n\n" + body + "x",
			[]string{"headline|The bridge", "paragraph|“It will stay closed,” she said.", "paragraph|" + body, "paragraph|" + body + "x"}},
		{"byline and date", "The bridge\nBy Ann Sample and Bo van der Example, transport correspondents\nMarch 12, 2031 at 10.30am\n\n" + body,
			[]string{"headline|The bridge", "byline|By Ann Sample and Bo van der Example, transport correspondents", "byline|March 12, 2031 at 10.30am", "paragraph|" + body}},
		{"section above the headline", "World | Politics\n\nThe bridge\n\n" + body,
			[]string{"(the name of the section, above the headline) paragraph|World | Politics", "headline|The bridge", "paragraph|" + body}},
		{"spaces collapse", "  The   bridge \t\n\n\n" + strings.ReplaceAll(body, " ", " \t "), []string{"headline|The bridge", "paragraph|" + body}},
		{"single line ends separate", body + "\n" + body + "x", []string{"paragraph|" + body, "paragraph|" + body + "x"}},
		{"lists", "The bridge\n\n- one rod of the deck\n- two rods\n1. saw\n2. weld", []string{"headline|The bridge", "item1|one rod of the deck", "item1|two rods", "item1.|saw", "item1.|weld"}},
		{"a lone dash is dialogue", "- No.\n\n" + body, []string{"paragraph|- No.", "paragraph|" + body}},
		{"numbers that do not count from one stay", "7. They left in May.\n8. They came back.", []string{"paragraph|7. They left in May.", "paragraph|8. They came back."}},
		{"quotation", "> We knew.\n> All of us.\n\nSo they wrote.", []string{"quotation|We knew. All of us.", "paragraph|So they wrote."}},
		{"questions and answers", "Q: Who knew?\nA: Everybody.\nQ: Since when?\nA: Since the autumn.", []string{"paragraph|Q: Who knew?", "paragraph|A: Everybody.", "paragraph|Q: Since when?", "paragraph|A: Since the autumn."}},
		{"old line ends", "The bridge\r\rOne more line of it.", []string{"headline|The bridge", "paragraph|One more line of it."}},
		{"headline a second time", "The bridge\n\nThe bridge\n\n" + body, []string{"headline|The bridge", "(the headline a second time) paragraph|The bridge", "paragraph|" + body}},
		{"nothing but an advertisement is kept", "Advertisement", []string{"paragraph|Advertisement"}},
		{"chinese", "海港大桥关闭两年\n\n市议会星期二以九票对四票决定关闭大桥。", []string{"headline|海港大桥关闭两年", "paragraph|市议会星期二以九票对四票决定关闭大桥。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Text(tt.raw, article.Meta{})
			expect(t, a, err, tt.want...)
		})
	}
}

func TestFurnitureIsSetAsideAndSpeechIsNot(t *testing.T) {
	aside := []string{
		"Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad", "إعلان", "広告",
		"Share", "Share Tweet Email", "Share on Facebook", "Teilen", "12 comments", "1,204 Kommentare", "5 min read", "Reading time: 4 minutes",
		"Read more: The ferry that never came", "Related: Nine bridges of the fjord", "Lesen Sie auch: Die Fähre", "Lire aussi : Le pont", "READ MORE | The ferry",
		"Sign up for our newsletter", "Get the best of the Lantern in your inbox. Subscribe now!", "Melden Sie sich für unseren Newsletter an.", "Abonnez-vous à notre infolettre.", "Suscríbete a nuestro boletín.",
		"Already a subscriber? Log in", "We use cookies to improve your experience.", "© 2031 The Merrow Lantern", "Skip to content", "Most read",
	}
	keep := []string{
		"The advertisement was false, the council said.", "“Sign up for our newsletter,” the sign said.", "She asked everybody to subscribe to the newsletter of the ferry.",
		"Get out of the way, the captain shouted, and nobody moved.", "Facebook", "Share prices fell by 12 percent on Tuesday.", "12 people died.", "Want is what we have, said the baker of Saltmarsh.",
		"The comments were deleted.", "Read more books, said the teacher.", "Related diseases are rare in the fjord.", "Cookies were sold at the market hall for two crowns.", "Copyright law is old.",
		"Receive less, pay more: that is the plan of the council.", "Join us or leave us alone, the dockers sang.", "Support our troops was painted on the wall of the bridge.",
	}
	for _, line := range aside {
		if a, err := Text(body+"\n\n"+line+"\n\n"+body+"x", article.Meta{}); err != nil || len(a.Asides) != 1 || a.Asides[0].Text != line || a.Asides[0].Before != 1 {
			t.Errorf("%q is not set aside: %v", line, err)
		}
	}
	for _, line := range keep {
		if a, err := Text(body+"\n\n"+line+"\n\n"+body+"x", article.Meta{}); err != nil || len(a.Asides) != 0 {
			t.Errorf("%q is set aside because it is %v (%v)", line, a.Asides, err)
		}
	}
}

func TestCaptionsHaveACredit(t *testing.T) {
	for line, want := range map[string]bool{
		"The bridge at dusk. (Odo Larkspur/Merrow Lantern)": true,
		"The bridge at dusk (MPA/Lantern Images)":           true,
		"The bridge at dusk. (Photo: Odo Larkspur)":         true,
		"The bridge at dusk (courtesy of the yard)":         true,
		"Photo: Odo Larkspur":                               true,
		"Foto: Hartwig Moosleitner":                         true,
		"大桥的黄昏。（图/灯塔社）":                                     true,
		"Every pupil should bring what he needs (he/she)":   false,
		"It speaks a language of its own (TCP/IP)":          false,
		"The bridge was closed (again)":                     false,
		"The bridge was closed (Larkspur/Lantern).":         false,
		"The photo: nobody had seen it":                     false,
	} {
		if isCaption(line) != want {
			t.Errorf("isCaption(%q) = %v", line, !want)
		}
	}
}

func TestBylinesNamePeople(t *testing.T) {
	for line, want := range map[string][]string{
		"By Ann Sample":                                 {"Ann Sample"},
		"BY ANN SAMPLE AND BO EXAMPLE":                  {"ANN SAMPLE", "BO EXAMPLE"},
		"By Ann Sample, Bo Example and Cy de la Muster": {"Ann Sample", "Bo Example", "Cy de la Muster"},
		"By Ann Sample in Port Merrow":                  {"Ann Sample"},
		"Von Rosalinde Tannhuber und Aloisia Muster":    {"Rosalinde Tannhuber", "Aloisia Muster"},
		"Par Jeanne Exemple":                            {"Jeanne Exemple"},
		"بقلم ليلى الخزامى":                             {"ليلى الخزامى"},
		"By Monday":                                     nil,
		"By the sea":                                    nil,
		"By Ann Sample's own account it was late.":      nil,
		"Von der Brücke ist nichts geblieben":           nil,
	} {
		if got := bylineNames(line); !reflect.DeepEqual(got, want) {
			t.Errorf("bylineNames(%q) = %q, want %q", line, got, want)
		}
	}
}

func TestDatesAreRead(t *testing.T) {
	for line, want := range map[string]string{
		"2031-03-12":                        "2031-03-12",
		"12 March 2031":                     "2031-03-12",
		"Wednesday, March 12, 2031":         "2031-03-12",
		"Updated Sept. 3, 2030, 10:15 GMT":  "2030-09-03",
		"Last updated: 3 Oct 2030 at 12:15": "2030-10-03",
	} {
		if got := dateIn(line); got != want || !isDateline(line) {
			t.Errorf("dateIn(%q) = %q, isDateline %v", line, got, isDateline(line))
		}
	}
	for _, line := range []string{"12 people died", "2031", "Published against the will of 3 editors who had asked for a delay of at least a week.", "May"} {
		if isDateline(line) {
			t.Errorf("%q is taken for a date", line)
		}
	}
}

func TestTitleIsTheHeadlineOrTheFirstWords(t *testing.T) {
	word := strings.Repeat("a", 1000)
	for raw, want := range map[string]string{
		"The bridge\n\n" + body: "The bridge",
		body:                    "The council of Port Merrow closed the harbour bridge on Tuesday, because cracks",
		word:                    word[:80],
		strings.Repeat("桥", 100) + "。\n\n" + body: strings.Repeat("桥", 80),
	} {
		if a, err := Text(raw, article.Meta{}); err != nil || a.Meta.Title != want {
			t.Errorf("title of %.30q… = %q, %v", raw, a.Meta.Title, err)
		}
	}
}
