package foreign

import (
	"fmt"
	"sort"
	"strings"

	"quoth/internal/text"
)

// A reckoning is a way to read the offsets of a file.
type reckoning struct {
	name    string
	toBytes func([2]int) (text.Bytes, error) // of the raw text
}

// measure decides how offsets are read: in the unit of the format. If words
// are not where they should be, and another unit finds all of them, the file
// counts in that, which is told once instead of once for each passage.
func (b *builder) measure() {
	all := b.reckonings()
	declared := all[0]
	b.toBytes = declared.toBytes
	told, right := b.fits(declared)
	if told == right {
		return
	}
	best, most := "", right
	for _, r := range all[1:] {
		if _, n := b.fits(r); n > most {
			best, most = r.name, n
			if n == told {
				b.toBytes = r.toBytes
			}
		}
	}
	if best != "" {
		b.fault(0, "", "the offsets do not count %s: %d of %d passages say what the file expects; counted in %s, %d do", declared.name, right, told, best, most)
	}
}

// reckonings lists the ways to count, the declared one first.
func (b *builder) reckonings() []reckoning {
	whole := b.in(b.raw, func(at int) int { return at })
	ways := whole
	if strings.Contains(b.raw, "\r\n") {
		one, ends := oneEach(b.raw)
		ways = append(ways, b.in(one, func(at int) int { return at + sort.SearchInts(ends, at) })...)
		for i := len(whole); i < len(ways); i++ {
			ways[i].name += " with each line end as one"
		}
	}
	for i := range ways {
		if ways[i].name == string(b.draft.Unit) {
			ways[0], ways[i] = ways[i], ways[0]
		}
	}
	return ways
}

// oneEach is a text with each CRLF as one line feed, and where those are.
func oneEach(raw string) (one string, ends []int) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(raw, "\r\n")
		b.WriteString(before)
		if !found {
			return b.String(), ends
		}
		ends = append(ends, b.Len())
		b.WriteByte('\n')
		raw = after
	}
}

// in is each unit of a text, with the way from its bytes to those of raw.
func (b *builder) in(s string, back func(int) int) []reckoning {
	x := text.NewIndex(s)
	raw := func(bytes text.Bytes, err error) (text.Bytes, error) {
		if err != nil {
			return bytes, err
		}
		return text.Bytes{Start: text.Byte(back(int(bytes.Start))), End: text.Byte(back(int(bytes.End)))}, nil
	}
	return []reckoning{
		{string(CodePoints), func(u [2]int) (text.Bytes, error) {
			return raw(x.FromCodePoint(text.Span[text.CodePoint]{Start: text.CodePoint(u[0]), End: text.CodePoint(u[1])}))
		}},
		{string(UTF16), func(u [2]int) (text.Bytes, error) {
			return raw(x.FromUTF16(text.Span[text.UTF16]{Start: text.UTF16(u[0]), End: text.UTF16(u[1])}))
		}},
		{string(Bytes), func(u [2]int) (text.Bytes, error) {
			bytes := text.Bytes{Start: text.Byte(u[0]), End: text.Byte(u[1])}
			_, err := text.Slice(s, bytes)
			return raw(bytes, err)
		}},
	}
}

// fits counts the passages whose words the file tells, and those that say so.
func (b *builder) fits(r reckoning) (told, right int) {
	for _, m := range b.draft.Marks {
		for i, s := range m.Spans {
			if i >= len(m.Exact) {
				break
			}
			told++
			if bytes, err := r.toBytes(s); err == nil && same(b.raw[bytes.Start:bytes.End], m.Exact[i]) {
				right++
			}
		}
	}
	return told, right
}

// same reports whether two passages are the same words: files write line ends
// as spaces.
func same(is, expected string) bool {
	return is == expected || folded(is) == folded(expected)
}

func folded(s string) string {
	n, err := text.Normalize(s)
	if err != nil {
		return s
	}
	return strings.Join(strings.Fields(n), " ")
}

// span leads from a span of the file to the article.
func (b *builder) span(u [2]int, exact *string) (text.Bytes, error) {
	raw, err := b.toBytes(u)
	if err != nil {
		return text.Bytes{}, fmt.Errorf("%d to %d does not lie in the text, or cuts a character", u[0], u[1])
	}
	is := b.raw[raw.Start:raw.End]
	if exact != nil && !same(is, *exact) {
		return text.Bytes{}, fmt.Errorf("the file expects %s, but at %d to %d the text says %s", quoted(*exact), u[0], u[1], quoted(is))
	}
	return text.Bytes{Start: b.placed(b.lines.normal(int(raw.Start))), End: b.placed(b.lines.normal(int(raw.End)))}, nil
}

// quoted shows the beginning of a text in a message.
func quoted(s string) string {
	const most = 40 // characters: what one line of a message can bear
	if r := []rune(s); len(r) > most {
		return fmt.Sprintf("%q…", string(r[:most]))
	}
	return fmt.Sprintf("%q", s)
}
