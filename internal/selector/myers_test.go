package selector

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// least is the distance by the definition (Sellers 1980): rows of the pattern,
// columns of the text, whose ends are free.
func least(p, t []rune) int {
	row := make([]int, len(t)+1)
	for i, r := range p {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range t {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	best := row[0]
	for _, d := range row {
		best = min(best, d)
	}
	return best
}

func TestAlignmentsAreValidAndAsShortAsTheDefinition(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aaabc éß漢🚢"))
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(letters, 1, 200).Draw(t, "pattern")
		s := rapid.SliceOfN(letters, 0, 300).Draw(t, "text")
		if rapid.Bool().Draw(t, "related") {
			s = append(append(s, p...), s...)
			p = append([]rune(nil), p...)
			p[len(p)/2] = 'x'
		}
		var a aligner
		a.prepare([]rune("quite another pattern, 漢 and all"))
		a.align(p)
		a.prepare(p)
		to, fates := a.align(s)
		whole := measure(to, fates, 0, point(len(p)))
		if want := least(p, s); whole.errors != want {
			t.Fatalf("%d errors, want %d", whole.errors, want)
		}
		last := point(-1)
		for i, f := range fates {
			if f == dropped {
				continue
			}
			if to[i] <= last || to[i] >= point(len(s)) || (f == same) != (p[i] == s[to[i]]) {
				t.Fatalf("symbol %d is put at %d after %d", i, to[i], last)
			}
			last = to[i]
		}
	})
}

func TestOccurrencesAreThoseThatStringsFinds(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "ab ", "aba", "ferry ", "fares ", "漢字"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(word, 0, 400).Draw(t, "text"), "")
		p := strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, "words"), "")
		x := NewIndex(s)
		q := fold(p).symbols
		if len(q) == 0 {
			return
		}
		whole := string(x.symbols)
		var want []point
		for at := 0; len(want) < most; {
			i := strings.Index(whole[at:], string(q))
			if i < 0 {
				break
			}
			want = append(want, point(len([]rune(whole[:at+i]))))
			at += i + len(string(q))
		}
		got := x.occurrences(q, -1)
		if len(got) != len(want) {
			t.Fatalf("%d places, want %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("places %v, want %v", got, want)
			}
		}
	})
}

func TestTooManyOccurrencesAreThoseAroundThePosition(t *testing.T) {
	x := NewIndex(strings.Repeat("the ferry ", 5000))
	for _, p := range []string{"the", "ferry the ferry"} {
		got := x.occurrences([]rune(p), 25_000)
		if len(got) != most || got[0] > 25_000 || got[most-1] < 25_000 {
			t.Errorf("%q: %d places, %v", p, len(got), got)
		}
	}
}

func TestFoldingKeepsThePlacesOfItsSymbols(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		f := fold(s)
		if len(f.symbols) != len(f.starts) {
			t.Fatal("symbols and starts differ in number")
		}
		for i := range f.symbols {
			if i > 0 && f.starts[i] < f.starts[i-1] || int(f.starts[i]) >= len(s) {
				t.Fatalf("symbol %d begins at byte %d", i, f.starts[i])
			}
		}
		if n := f.len(); n > 0 {
			if b := f.bytes(0, n); string(fold(s[b.Start:b.End]).symbols) != string(f.symbols) {
				t.Fatalf("the whole is %q", s[b.Start:b.End])
			}
		}
	})
}

func TestIncreasingIsALongestSubsequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 12), func(i int) point { return point(i) }), 0, 14).Draw(t, "list")
		best := 0
		for set := range 1 << len(list) {
			n, last := 0, point(-1)
			for i, v := range list {
				if set>>i&1 == 1 {
					if v <= last {
						n = -1
						break
					}
					n, last = n+1, v
				}
			}
			best = max(best, n)
		}
		got := increasing(list)
		if len(got) != best {
			t.Fatalf("%d long, want %d", len(got), best)
		}
		for k := 1; k < len(got); k++ {
			if got[k] <= got[k-1] || list[got[k]] <= list[got[k-1]] {
				t.Fatalf("not increasing: %v of %v", got, list)
			}
		}
	})
}
