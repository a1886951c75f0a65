package text

import (
	"strings"
	"testing"
)

// cut writes the sentences of s with "|" between them.
func cut(s string) string {
	var parts []string
	for _, b := range Sentences(s, Bytes{End: Byte(len(s))}) {
		parts = append(parts, strings.TrimSpace(s[b.Start:b.End]))
	}
	return strings.Join(parts, "|")
}

func TestSentencesEndWhereAReaderStops(t *testing.T) {
	for _, tc := range []struct{ name, want string }{
		{"two plain sentences", "The bridge is shut.|Nobody knows why."},
		{"a title", "Dr. Quill and Mrs. Morrow left.|Mr. He stayed."},
		{"a word that only looks like a title", "She is a rep.|Mara is not."},
		{"initials", "It was J. R. Quill who rang.|Nobody answered."},
		{"an initial that is also a word", "It was J. A. Quill.|A boat came."},
		{"the first person", "It was Mara and I.|Then we left."},
		{"an initial I", "The hall by I. M. Quill stands."},
		{"a letter that ends a sentence", "They chose plan B.|The council agreed."},
		{"a country before a name", "The U.S. Senate met."},
		{"a country at the end", "They flew to the U.S.|The trip was long."},
		{"a country before lower case", "The U.S. envoy left."},
		{"hours before a new sentence", "It shut at 5 p.m.|Mayor Quill was cross."},
		{"hours before a day", "It shut at 5 p.m. Tuesday.|Nobody came."},
		{"a number", "It is No. 7 on the list.|He said no.|Then 7 left."},
		{"a decimal number", "It rose 3.5 per cent.|It fell 2.5.|Mara sighed."},
		{"a month", "It opened on Sept. 5.|We came in Sept.|The rain came too."},
		{"a company", "Morrow Inc. Chair Ada Morrow spoke.|He left Morrow Inc.|The rest stayed."},
		{"a saint and a street", "St. Brannoc lies here.|He lives on Quay St.|She does not."},
		{"words said with a shout", "“Stop!” she said.|He did."},
		{"words asked for", "“Is it safe?” asked Quill.|It was."},
		{"straight quotation marks", "\"Stop!\" she said.|\"Why?\" he asked."},
		{"a dash before the cue", "“Stop!” – she said it twice."},
		{"a closing quotation mark stays", "He said “It is shut.”|She said “No.”|They left."},
		{"a bracket stays", "(It was late.)|They left."},
		{"a quoted country", "It is “in the U.S.”|Mara left."},
		{"French marks stand behind a space", "« Non ! »|Il part."},
		{"French marks before the cue", "« Non ! » dit Marie.|Il part."},
		{"marks that open the other way round", "Han gik.|»Nej,« sagde hun."},
		{"a numbered line", "1. Shut the gate.|2. Lock it."},
		{"Arabic", "أغلق الجسر.|لماذا؟"},
		{"an ellipsis", "She waited ... and left."},
		{"several full stops", "She waited...|Then it rang."},
	} {
		if got := cut(strings.ReplaceAll(tc.want, "|", " ")); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

func TestSentencesNeedNoSpaceBetweenThem(t *testing.T) {
	for _, want := range []string{"桥已关闭。|没有人知道原因。", "「橋は閉鎖された。」と彼は言った。|誰も知らない。", "“桥已关闭。”|他说。"} {
		if got := cut(strings.ReplaceAll(want, "|", "")); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestALineBreakEndsASentence(t *testing.T) {
	if got, want := cut("Shut the gate\nlock it\nand go."), "Shut the gate|lock it|and go."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSentenceAtIsTheOneOverTheOffset(t *testing.T) {
	s := "Before. One is here. Two is there. After."
	within := Bytes{8, Byte(len(s)) - 6}
	for _, tc := range []struct {
		at   Byte
		want string
	}{
		{8, "One is here. "}, {20, "One is here. "}, {21, "Two is there. "}, {within.End, "Two is there. "},
	} {
		b := SentenceAt(s, within, tc.at)
		if got := s[b.Start:b.End]; got != tc.want {
			t.Errorf("at %d: %q, want %q", tc.at, got, tc.want)
		}
	}
}

func FuzzSentencesJoinToTheStretch(f *testing.F) {
	for _, s := range []string{"", " ", "Dr. Quill left. “Stop!” she said.", "« Non ! » Il part.", "1. a\n2. b", "».", "桥。「好。」他说。", "\u00a0»\u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := Normalize(raw)
		if err != nil {
			t.Skip()
		}
		var at Byte
		for _, b := range Sentences(s, Bytes{End: Byte(len(s))}) {
			if b.Start != at || b.Len() <= 0 {
				t.Fatalf("%q: a sentence at %v follows offset %d", s, b, at)
			}
			if _, err := Slice(s, b); err != nil {
				t.Fatal(err)
			}
			if got := SentenceAt(s, Bytes{End: Byte(len(s))}, b.End-1); got != b {
				t.Fatalf("%q: the sentence at %d is %v, want %v", s, b.End-1, got, b)
			}
			at = b.End
		}
		if int(at) != len(s) {
			t.Fatalf("%q: the sentences end at %d of %d", s, at, len(s))
		}
	})
}
