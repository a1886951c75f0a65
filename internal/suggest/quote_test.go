package suggest

import (
	"slices"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// In each passage [ ] stand around the spans of the quotation that begins it.
func TestAQuotationIsFoundInEveryConvention(t *testing.T) {
	for name, marked := range map[string]string{
		"English":                    `He said [“it is late”] twice.`,
		"straight":                   `He said ["it is late"] twice.`,
		"British":                    `He said [‘it’s late’] twice.`,
		"British, straight":          `He said ['it's late'] twice.`,
		"plural within":              `He said ['the pilots' boat isn't here'] twice.`,
		"dropped g within":           `He said [‘goin’ home is best’] twice.`,
		"no apostrophe":              `The pilots' boat wasn't Tarn's, [“but ours”].`,
		"elision is no mark":         `'Tis the '90s, [“or so”].`,
		"inner quotation":            `He said [“she cried ‘late’ at us”] twice.`,
		"German":                     `Er sagte [„es ist spät“] zweimal.`,
		"German with straight end":   `Er sagte [„es ist spät"] zweimal.`,
		"German books":               `Er sagte [»es ist spät«] zweimal.`,
		"German single":              `Er sagte [‚es ist spät‘] zweimal.`,
		"Polish":                     `Mówił [„jest późno”] dwa razy.`,
		"French":                     `Il a dit [« c’est tard »] deux fois.`,
		"French single":              `Il a dit [‹c’est tard›] deux fois.`,
		"Swedish":                    `Han sa [”det är sent”] två gånger.`,
		"Chinese":                    `她说[“很晚了”]两次。`,
		"Taiwan":                     `她說[「很晚了」]兩次。`,
		"Japanese with inner":        `彼は[「『遅い』と聞いた」]と述べた。`,
		"an inch is no mark":         `The 5" pipe and [“the pump”].`,
		"a stray mark before":        `It was 6" wide, and ["late"] too.`,
		"broken by a comma":          `[“I came,”] he said, [“and saw.”]`,
		"broken by a full stop":      `[“I came,”] Mara Quill said. [“I saw.”]`,
		"broken, comma outside":      `[‘I came’], he said, [‘and saw’].`,
		"broken in German":           `[„Ich kam“], sagte sie, [„und sah.“]`,
		"broken in Chinese":          `[「我來了，」]她說，[「也看見了。」]`,
		"a question broken":          `[“Late?”] he asked. [“Never.”]`,
		"carried over":               "[“I came.]\n\n[“I saw.”] That was it.",
		"carried over twice":         "He said: [“I came.]\n\n[“I saw.]\n\n[“I left.”]",
		"carried over and broken":    "[“I came.]\n\n[“I saw,”] he said, [“and left.”]",
		"British carried over":       "[‘I came.]\n\n[‘I saw.’]",
		"no closing mark":            "He said: [“I came.]\n\nThat was it.",
		"two words are not broken":   `The [“red”] and the “blue” team.`,
		"two sayings are not broken": `[“Red,”] he said, and they said “blue.”`,
		"a verb alone breaks not":    `[“Red.”] Tarn left. He said, “Blue.”`,
	} {
		language := "en"
		for prefix, tag := range map[string]string{"German": "de", "French": "fr", "Chinese": "zh", "Taiwan": "zh"} {
			if strings.Contains(name, prefix) {
				language = tag
			}
		}
		a, want, _, _ := read(t, language, marked)
		for _, span := range want {
			for _, at := range []text.Byte{span.Start, span.End} {
				got, ok := Quotation(a, at)
				if !ok || !slices.Equal(got, want) {
					t.Errorf("%s: at %d got  %s\n want %s", name, at, show(a, got, nil, nil), marked)
				}
			}
		}
		if list := Quotations(a, a.BlockAt(want[0].Start)); len(list) == 0 || !slices.Equal(list[0], want) {
			t.Errorf("%s: Quotations = %v, want first %v", name, list, want)
		}
	}
}

func TestWhereNoQuotationStandsNoneIsFound(t *testing.T) {
	for _, s := range []string{"It wasn't Tarn's.", "The pilots' boat, the crews' wages.", "5\" and 6'", "’tis late", "‘", "“", "\"", "“”x"} {
		a, _, _, _ := read(t, "en", "x "+s)
		if got, ok := Quotation(a, 0); ok {
			t.Errorf("%q: %v", s, got)
		}
	}
	a, _, _, _ := read(t, "en", "The pilots' boat wasn't Tarn's, the crews' neither.")
	if got := Quotations(a, 0); got != nil {
		t.Errorf("apostrophes taken for quotations: %s", show(a, got[0], nil, nil))
	}
	if got := Quotations(a, 1); got != nil {
		t.Errorf("a block that is not there has %v", got)
	}
}

func TestQuotationsBeginInTheirBlockAndDoNotRepeat(t *testing.T) {
	a, _, _, _ := read(t, "en", "He said “one” and “two.\n\n“Three,” and then “four.”")
	var got []string
	for block := range a.Blocks {
		for _, q := range Quotations(a, block) {
			got = append(got, show(a, annotation.Target(q), nil, nil))
		}
	}
	want := []string{
		"He said [“one”] and “two.\n\n“Three,” and then “four.”",
		"He said “one” and [“two.]\n\n[“Three,”] and then “four.”",
		"He said “one” and “two.\n\n“Three,” and then [“four.”]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
