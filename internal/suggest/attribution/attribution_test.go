package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"quoth/internal/article"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/weights"
	"quoth/internal/text"
)

// show writes a proposal as form: <source> {cue} [content] = speaker.
func show(a *article.Article, p attribution.Proposal) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:", p.Form)
	for _, s := range p.Source {
		fmt.Fprintf(&b, " <%s>", a.Text[s.Start:s.End])
	}
	if p.Cue.Len() > 0 {
		fmt.Fprintf(&b, " {%s}", a.Text[p.Cue.Start:p.Cue.End])
	}
	for _, s := range p.Content {
		fmt.Fprintf(&b, " [%s]", a.Text[s.Start:s.End])
	}
	if p.Speaker != "" {
		b.WriteString(" = " + p.Speaker)
	}
	return b.String()
}

func proposals(s, language string, m *attribution.Model) (list []string) {
	a := attribution.Plain(s, language)
	for _, p := range attribution.Attributions(a, m) {
		list = append(list, show(a, p))
	}
	return list
}

// cases are read by eye. With no want nothing may be proposed.
var cases = []struct{ language, text, want string }{
	// Direct, with every convention.
	{"en", `“Frankly, we are late,” said Mara Quill, the harbour master.`, `direct: <Mara Quill, the harbour master> {said} [“Frankly, we are late,”] = Mara Quill`},
	{"en", `"Frankly, we are late," Mara Quill said.`, `direct: <Mara Quill> {said} ["Frankly, we are late,"] = Mara Quill`},
	{"en", `'Frankly, we're late,' said Mara Quill.`, `direct: <Mara Quill> {said} ['Frankly, we're late,'] = Mara Quill`},
	{"en", `‘The pilots’ boat isn’t here,’ said Mara Quill.`, `direct: <Mara Quill> {said} [‘The pilots’ boat isn’t here,’] = Mara Quill`},
	{"en", `''Frankly, we're late,'' said Mara Quill.`, `direct: <Mara Quill> {said} [''Frankly, we're late,''] = Mara Quill`},
	{"en", `“I heard him say ‘never’ to the whole crew,” Quill said.`, `direct: <Quill> {said} [“I heard him say ‘never’ to the whole crew,”] = Quill`},
	// Broken by the cue, and carried over a paragraph.
	{"en", `“I came back late,” Mara Quill said, “and saw the water rise.”`, `direct: <Mara Quill> {said} [“I came back late,”] [“and saw the water rise.”] = Mara Quill`},
	{"en", "“It rose for hours,” said Ivo Tarn. “We ran to the boats.\n\n“Then it fell again.”", `direct: <Ivo Tarn> {said} [“It rose for hours,”] [“We ran to the boats.] [“Then it fell again.”] = Ivo Tarn`},
	// Indirect and mixed.
	{"en", `Mara Quill said that the bridge is safe.`, `indirect: <Mara Quill> {said} [that the bridge is safe] = Mara Quill`},
	{"en", `The bridge will open in May, according to Mara Quill.`, `indirect: <Mara Quill> {according to} [The bridge will open in May] = Mara Quill`},
	{"en", `Mara Quill denied that the bridge had been closed.`, `indirect: <Mara Quill> {denied} [that the bridge had been closed] = Mara Quill`},
	{"en", `Mara Quill declined to comment.`, `indirect: <Mara Quill> {declined} [to comment] = Mara Quill`},
	{"en", `The bridge, Mara Quill said, would be closed for two years.`, `indirect: <Mara Quill> {said} [The bridge] [would be closed for two years] = Mara Quill`},
	{"en", `Mara Quill said on Monday that the bridge was “as safe as a church”.`, `mixed: <Mara Quill> {said} [that the bridge was “as safe as a church”] = Mara Quill`},
	{"en", `Mara Quill and Ivo Tarn said that the bridge was safe.`, `indirect: <Mara Quill and Ivo Tarn> {said} [that the bridge was safe] = Mara Quill & Ivo Tarn`},
	{"en", "Mayor: bridge is safe\n\nThe traffic went on as before.", `indirect: <Mayor> {:} [bridge is safe] = Mayor`},
	{"en", "Bridge is safe, mayor says\n\nThe traffic went on as before.", `indirect: <mayor> {says} [Bridge is safe] = mayor`},
	{"en", `The bridge is expected to close in May, officials say.`, `indirect: <officials> {say} [The bridge is expected to close in May] = officials`},
	{"en", `Quill asked whether the bridge was safe.`, `indirect: <Quill> {asked} [whether the bridge was safe] = Quill`},
	{"en", `“Why?” asked Quill.`, `direct: <Quill> {asked} [“Why?”] = Quill`},
	{"en", `Mara Quill, who runs the port, said that the bridge is safe.`, `indirect: <Mara Quill> {said} [that the bridge is safe] = Mara Quill`},
	{"en", `It is said that the bridge is safe.`, `indirect: {is said} [that the bridge is safe]`},
	{"en", `Ivo Tarn believes that the bridge will fall.`, `indirect: <Ivo Tarn> {believes} [that the bridge will fall] = Ivo Tarn`},
	// Titles and plain actions are no attributions.
	{"en", `The ferry “Old Gannet” left the quay at noon.`, ``},
	{"en", `The crew painted the hull and mended the nets.`, ``},

	{"de", `„Wir sind heute viel zu spät“, sagte Mara Quill.`, `direct: <Mara Quill> {sagte} [„Wir sind heute viel zu spät“] = Mara Quill`},
	{"de", `»Wir sind heute viel zu spät«, sagte Mara Quill.`, `direct: <Mara Quill> {sagte} [»Wir sind heute viel zu spät«] = Mara Quill`},
	{"de", `Mara Quill erklärte: „Die Brücke ist seit gestern wieder offen.“`, `direct: <Mara Quill> {erklärte} [„Die Brücke ist seit gestern wieder offen.“] = Mara Quill`},
	{"de", `„Alles ist gut“, so die Hafenmeisterin.`, `direct: <die Hafenmeisterin> {so} [„Alles ist gut“] = die Hafenmeisterin`},
	{"de", `Es heißt, die Brücke sei sicher.`, `indirect: {heißt} [die Brücke sei sicher]`},
	{"fr", `« Nous sommes en retard », a déclaré Mara Quill.`, `direct: <Mara Quill> {a déclaré} [« Nous sommes en retard »] = Mara Quill`},
	{"es", `«Llegamos tarde», dijo Mara Quill.`, `direct: <Mara Quill> {dijo} [«Llegamos tarde»] = Mara Quill`},
	{"it", `«Siamo in ritardo», ha detto Mara Quill.`, `direct: <Mara Quill> {ha detto} [«Siamo in ritardo»] = Mara Quill`},
	{"pt", `“Estamos atrasados”, disse Mara Quill.`, `direct: <Mara Quill> {disse} [“Estamos atrasados”] = Mara Quill`},
	{"nl", `‘We zijn te laat vandaag’, zei Mara Quill.`, `direct: <Mara Quill> {zei} [‘We zijn te laat vandaag’] = Mara Quill`},
	{"ar", `وقالت رئيسة البلدية سوسن الريحاني: «السقف الآن أقوى مما كان».`, `direct: <رئيسة البلدية سوسن الريحاني> {وقالت} [«السقف الآن أقوى مما كان»] = رئيسة البلدية سوسن الريحاني`},
	{"zh", `市长王小明说：“大桥今天关闭，请大家绕行。”`, `direct: <市长王小明> {说} [“大桥今天关闭，请大家绕行。”] = 市长王小明`},
	{"zh", `“我们准备好了。”李华说。`, `direct: <李华> {说} [“我们准备好了。”] = 李华`},
	{"ja", `市長の山田花子さんは「橋は今日から閉鎖されます」と述べた。`, `direct: <市長の山田花子さん> {述べ} [「橋は今日から閉鎖されます」] = 市長の山田花子さん`},
	{"ru", `«Мы опоздали сегодня утром», — сказала Мара Квилл.`, `direct: [«Мы опоздали сегодня утром»]`},
	{"xx", `Plain words of no known language.`, ``},
}

func TestAttributionsAreReadByEye(t *testing.T) {
	for _, c := range cases {
		if got := strings.Join(proposals(c.text, c.language, weights.Of(c.language)), "\n"); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// What every reader would see must not hang on learned weights.
func TestRulesAloneFindEveryDirectQuotation(t *testing.T) {
	for _, c := range cases {
		if !strings.HasPrefix(c.want, "direct") {
			continue
		}
		if got := strings.Join(proposals(c.text, c.language, nil), "\n"); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestASourceIsWhoeverTheArticleNamed(t *testing.T) {
	const news = "Harbour master Mara Quill met Ivo Tarn, the mayor.\n\n"
	for s, want := range map[string]string{
		news + "“We are late again,” Quill said.":                                                    "Mara Quill",
		news + "“We are late again,” Ms. Quill said.":                                                "Mara Quill",
		news + "“We are late again,” said the mayor.":                                                "Ivo Tarn",
		news + "“We are late again,” the harbour master said.":                                       "Mara Quill",
		"“It rose for hours,” said Ana Orlo. Ivo Tarn nodded.\n\n“We ran all night,” she said.":      "Ana Orlo",
		"“It rose for hours,” said Mr. Ivo Tarn.\n\nMs. Ana Orlo wept. “We ran all night,” he said.": "Ivo Tarn",
		"Tarn: bridge is safe\n\nMayor Ivo Tarn spoke.\n\n“It is safe now,” Tarn said.":              "Ivo Tarn",
		"A senior official said the bridge was closed. “We are late again,” the official said.":      "A senior official",
		"“We are late again,” said a spokesman for the Harbour Board.":                               "a spokesman for the Harbour Board",
		"“We are late again,” Stroud & Pellam wrote.":                                                "Stroud & Pellam",
		"Ivo Tarn came with my mother. She said, “You are late again.”":                              "my mother",
		"Quill wants the port closed. “It is old and unsafe,” she said.":                             "Quill",
		"“We are late again,” they said.":                                                            "",
	} {
		a := attribution.Plain(s, "en")
		got := "nothing proposed"
		for _, p := range attribution.Attributions(a, weights.Of("en")) {
			if p.Content[len(p.Content)-1].End >= text.Byte(len(s)-40) || strings.HasSuffix(s, a.Text[p.Content[0].Start:]) {
				got = p.Speaker
			}
		}
		if got != want {
			t.Errorf("%s\nspeaker %q, want %q\n%s", s, got, want, strings.Join(proposals(s, "en", weights.Of("en")), "\n"))
		}
	}
}

func TestPlainKeepsEveryByteInPlace(t *testing.T) {
	for s, want := range map[string]int{
		"":                         0,
		" \n\n\t":                  0,
		"one":                      1,
		"one\ntwo":                 2,
		"one\n\ntwo\nthree\n\n":    2,
		"one.\r\n\r\ntwo":          2,
		"a\n\n“b.”\n“c.”":          3,
		"a wrapped\n\nline and\nb": 2,
	} {
		a := attribution.Plain(s, "en")
		if a.Text != s || len(a.Blocks) != want {
			t.Errorf("%q: %d blocks, want %d", s, len(a.Blocks), want)
		}
	}
}
