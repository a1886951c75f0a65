package text

import (
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

func TestAWordBehindMuchPunctuationIsFound(t *testing.T) {
	for n := 2; n < 2*window; n++ { // one full stop makes a word of "a.b"
		s := "a" + strings.Repeat(".", n) + "b"
		if got, want := NextWord(s, 0), Byte(n+1); got != want {
			t.Fatalf("behind %d full stops: %d, want %d", n, got, want)
		}
	}
}

func TestWordsWithoutSpacesAreWalkedOneByOne(t *testing.T) {
	const s = "桥关闭 now"
	var got []string
	for at := Byte(0); int(at) < len(s); at = NextWord(s, at) {
		got = append(got, s[at:NextWord(s, at)])
	}
	if joined := strings.Join(got, "|"); joined != "桥|关|闭 |now" {
		t.Errorf("got %s", joined)
	}
}

func TestCountWordsCountsWhatAReaderWould(t *testing.T) {
	for s, want := range map[string]int{
		"":                         0,
		" – … ":                    0,
		"The mayor’s well-known 5": 4,
		"Zoë's naïve café":         3,
		"桥已关闭。":                    4,
		"橋 is 橋":                   3,
		"الجسر مغلق":               2,
	} {
		if got := CountWords(s); got != want {
			t.Errorf("%q: %d words, want %d", s, got, want)
		}
	}
}

// FuzzCharactersAreThoseOfTheStandard holds the short cuts and the windows
// against UAX #29 read from the beginning.
func FuzzCharactersAreThoseOfTheStandard(f *testing.F) {
	for _, s := range []string{"cafe\u0301s", "👩‍👩‍👧🇩🇪🇫🇷", "क्षि", "\u0600a", "ガ\u3099", "각\u11a8", "a\u200db", "©\u200d®"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := Normalize(raw)
		if err != nil || len(s) > window {
			t.Skip()
		}
		g := graphemes.FromString(s)
		for g.Next() {
			start, end := Byte(g.Start()), Byte(g.End())
			if got := NextCharacter(s, start); got != end {
				t.Fatalf("%q: next of %d is %d, want %d", s, start, got, end)
			}
			if got := PreviousCharacter(s, end); got != start {
				t.Fatalf("%q: previous of %d is %d, want %d", s, end, got, start)
			}
		}
	})
}

func BenchmarkCharactersOfChinese(b *testing.B) {
	s := strings.Repeat("市长说，桥已关闭。", 1000)
	for b.Loop() {
		for at := Byte(len(s)); at > 0; {
			at = PreviousCharacter(s, at)
		}
	}
}

func BenchmarkCountWordsOfALongArticle(b *testing.B) {
	s := strings.Repeat("The mayor said the bridge is safe. ", 17000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		CountWords(s)
	}
}
