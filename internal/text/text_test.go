package text

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestUnitsOfOneSpan(t *testing.T) {
	const s = "é🙂e\u0301 水x"
	tests := []struct {
		words string
		cp    Span[CodePoint]
		u16   Span[UTF16]
	}{
		{"é", Span[CodePoint]{0, 1}, Span[UTF16]{0, 1}},
		{"🙂", Span[CodePoint]{1, 2}, Span[UTF16]{1, 3}},
		{"e\u0301", Span[CodePoint]{2, 4}, Span[UTF16]{3, 5}},
		{"水x", Span[CodePoint]{5, 7}, Span[UTF16]{6, 8}},
	}
	x := NewIndex(s)
	for _, tt := range tests {
		at := Byte(strings.Index(s, tt.words))
		b := Bytes{at, at + Byte(len(tt.words))}
		if got, err := To[CodePoint](s, b); err != nil || got != tt.cp {
			t.Errorf("%q in code points = %v, %v; want %v", tt.words, got, err, tt.cp)
		}
		if got, err := x.UTF16(b); err != nil || got != tt.u16 {
			t.Errorf("%q in UTF-16 = %v, %v; want %v", tt.words, got, err, tt.u16)
		}
		if got, err := From(s, tt.u16); err != nil || got != b {
			t.Errorf("%v from UTF-16 = %v, %v; want %v", tt.u16, got, err, b)
		}
		if got, err := x.FromCodePoint(tt.cp); err != nil || got != b {
			t.Errorf("%v from code points = %v, %v; want %v", tt.cp, got, err, b)
		}
	}
}

func TestOffsetsInsideACharacterAreRefused(t *testing.T) {
	const s = "a🙂b"
	x := NewIndex(s)
	for name, err := range map[string]error{
		"a byte inside":           second(To[UTF16](s, Bytes{0, 3})),
		"half a surrogate pair":   second(From(s, Span[UTF16]{0, 2})),
		"the same by index":       second(x.FromUTF16(Span[UTF16]{0, 2})),
		"behind the end":          second(From(s, Span[CodePoint]{0, 4})),
		"the same by index again": second(x.FromCodePoint(Span[CodePoint]{0, 4})),
		"crossed":                 second(From(s, Span[CodePoint]{2, 1})),
		"negative":                second(x.CodePoint(Bytes{-1, 1})),
	} {
		if !errors.Is(err, ErrBoundary) {
			t.Errorf("%s: error = %v, want ErrBoundary", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func FuzzConversionsAgreeAndRoundTrip(f *testing.F) {
	f.Add("é🙂x", 1, 3)
	f.Add(strings.Repeat("水🙂a", 400), 700, 2400)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		if !utf8.ValidString(s) {
			return
		}
		b := Bytes{Byte(start), Byte(end)}
		x := NewIndex(s)
		u, err := To[UTF16](s, b)
		byIndex, errIndex := x.UTF16(b)
		if (err == nil) != (errIndex == nil) || u != byIndex {
			t.Fatalf("To = %v, %v; Index = %v, %v", u, err, byIndex, errIndex)
		}
		if err != nil {
			return
		}
		if want := UTF16(len(utf16.Encode([]rune(s[:start])))); u.Start != want {
			t.Fatalf("start = %d, want %d", u.Start, want)
		}
		cp, _ := x.CodePoint(b)
		if want := CodePoint(utf8.RuneCountInString(s[:end])); cp.End != want {
			t.Fatalf("end = %d, want %d", cp.End, want)
		}
		for _, back := range []func() (Bytes, error){
			func() (Bytes, error) { return From(s, u) },
			func() (Bytes, error) { return From(s, cp) },
			func() (Bytes, error) { return x.FromUTF16(u) },
			func() (Bytes, error) { return x.FromCodePoint(cp) },
		} {
			if got, err := back(); err != nil || got != b {
				t.Fatalf("back = %v, %v; want %v", got, err, b)
			}
		}
	})
}

func TestNormalizeKeepsWhatIsMeant(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"composed", "e\u0301", "é"},
		{"invisible", "\uFEFFso\u00ADft\u200B \x00x\x1b", "soft x"},
		{"a pile of marks", "m" + strings.Repeat("\u0323", 100) + "x\u0301", "\u1e43" + strings.Repeat("\u0323", 29) + "\u034f\u0323\u0323x\u0301"},
		{"a row of joiners", "a" + strings.Repeat("\u200D", 100) + "b", "a" + strings.Repeat("\u200D", 32) + "b"},
		{"a row of AM", "\u0E01" + strings.Repeat("\u0E33", 100), "\u0E01" + strings.Repeat("\u0E33", 32)},
		{"as many as there are", "ẓ̌" + strings.Repeat("\u0301", 20), "ẓ̌" + strings.Repeat("\u0301", 20)},
		{"meant", "a\u00A0b \u200Fא\u200D", "a\u00A0b \u200Fא\u200D"},
	}
	for _, tt := range tests {
		got, err := Normalize(tt.raw)
		if err != nil || got != tt.want || !IsNormal(got) {
			t.Errorf("%s: %q, %v, normal %v; want %q", tt.name, got, err, IsNormal(got), tt.want)
		}
	}
	if _, err := Normalize("ab\xffcd"); !errors.Is(err, ErrBoundary) || !strings.Contains(err.Error(), "byte 2") {
		t.Errorf("error = %v, want ErrBoundary at byte 2", err)
	}
}

func FuzzNormalizeLeavesWhatIsNormal(f *testing.F) {
	f.Add("m" + strings.Repeat("\u0323\u0301", 40) + "e\u0301 각\u11a8\u200d")
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := Normalize(raw)
		if err != nil {
			return
		}
		if again, err := Normalize(s); err != nil || again != s || !IsNormal(s) {
			t.Fatalf("%+q becomes %+q and then %+q, normal %v (%v)", raw, s, again, IsNormal(s), err)
		}
	})
}

// at puts a bar at an offset, to be read by eye.
func at(s string, i Byte) string { return s[:i] + "|" + s[i:] }

func TestWordsAsACaretMeetsThem(t *testing.T) {
	tests := []struct{ s, next, previous string }{
		{"The |mayor’s bridge", "The mayor’s |bridge", "|The mayor’s bridge"},
		{"“No,|” she said", "“No,” |she said", "“|No,” she said"},
		{"one.|\n\nTwo", "one.\n\n|Two", "|one.\n\nTwo"},
		{"3.5 |% more", "3.5 % |more", "|3.5 % more"},
		{"end|", "end|", "|end"},
	}
	for _, tt := range tests {
		i := Byte(strings.Index(tt.s, "|"))
		s := strings.Replace(tt.s, "|", "", 1)
		if got := at(s, NextWord(s, i)); got != tt.next {
			t.Errorf("next of %q = %q, want %q", tt.s, got, tt.next)
		}
		if got := at(s, PreviousWord(s, i)); got != tt.previous {
			t.Errorf("previous of %q = %q, want %q", tt.s, got, tt.previous)
		}
	}
}

func TestCharactersAsAReaderSeesThem(t *testing.T) {
	const s = "a👩‍👩‍👧e\u0301🇩🇪b"
	var got []string
	for i := Byte(0); int(i) < len(s); {
		next := NextCharacter(s, i)
		if back := PreviousCharacter(s, next); back != i {
			t.Errorf("back from %d = %d, want %d", next, back, i)
		}
		got = append(got, s[i:next])
		i = next
	}
	want := []string{"a", "👩‍👩‍👧", "e\u0301", "🇩🇪", "b"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("characters = %q, want %q", got, want)
	}
}

func TestSnapGrowsToWholeWordsOnly(t *testing.T) {
	for selected, want := range map[string]string{
		"The m[ayor’s brid]ge, now": "mayor’s bridge",
		"The [mayor’s] bridge":      "mayor’s",
		"The mayor[’s bridge,] now": "mayor’s bridge,",
		"say “[so” t]oo":            "so” too",
		"日本[語]の文":                   "語", // UAX #29 takes each ideograph for a word
	} {
		start := strings.Index(selected, "[")
		end := strings.Index(selected, "]") - 1
		s := strings.NewReplacer("[", "", "]", "").Replace(selected)
		b := SnapToWords(s, Bytes{Byte(start), Byte(end)})
		if got := s[b.Start:b.End]; got != want {
			t.Errorf("%q snaps to %q, want %q", selected, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name string
		want []string
	}{
		{"plain", []string{"It rained. ", "We left."}},
		{"titles and initials", []string{"Dr. J. R. Quill met Sen. Ada Morrow. ", "They talked."}},
		{"numbers", []string{"It cost 3.5 million. ", "No. 7 sank."}},
		{"said no", []string{"He said no. ", "Then he left."}},
		{"quoted question", []string{"“Is it safe?” she asked. ", "Nobody knew."}},
		{"quoted exclamation", []string{"“Stop!” the guard shouted."}},
		{"closing mark", []string{"“We are late.” ", "The door closed."}},
		{"country", []string{"The U.S. officials left at 5 p.m. on Friday. ", "It rained."}},
		{"chinese", []string{"他走了。", "她也走了。"}},
	}
	for _, tt := range tests {
		s := strings.Join(tt.want, "")
		var got []string
		for _, b := range Sentences(s, Bytes{0, Byte(len(s))}) {
			got = append(got, s[b.Start:b.End])
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func FuzzBoundariesMoveAndStayOnCharacters(f *testing.F) {
	f.Add("“Ja”, sagte er. e\u0301🙂\n\nZ. B. 水水", 4)
	f.Fuzz(func(t *testing.T, raw string, i int) {
		s, err := Normalize(raw)
		if err != nil || i < 0 || i > len(s) || !isBoundary(s, Byte(i)) {
			return
		}
		from := Byte(i)
		for name, to := range map[string]Byte{"NextCharacter": NextCharacter(s, from), "NextWord": NextWord(s, from)} {
			if to < from || to == from && i < len(s) || !isBoundary(s, to) {
				t.Fatalf("%s(%q, %d) = %d", name, s, i, to)
			}
		}
		for name, to := range map[string]Byte{"PreviousCharacter": PreviousCharacter(s, from), "PreviousWord": PreviousWord(s, from)} {
			if to > from || to == from && i > 0 || !isBoundary(s, to) {
				t.Fatalf("%s(%q, %d) = %d", name, s, i, to)
			}
		}
		joined := ""
		for _, b := range Sentences(s, Bytes{0, Byte(len(s))}) {
			joined += s[b.Start:b.End]
		}
		if joined != s {
			t.Fatalf("sentences join to %q, want %q", joined, s)
		}
	})
}

func BenchmarkIndexConvertsTenThousandSpans(b *testing.B) {
	s := strings.Repeat("The mayor said “the bridge” is safe. 🙂 ", 16000)
	x := NewIndex(s)
	for b.Loop() {
		for i := range 10000 {
			at := Byte(i * 64)
			for !isBoundary(s, at) {
				at++
			}
			if _, err := x.UTF16(Bytes{at, at}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
