package selector

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"quoth/internal/text"
)

// The words of a generated article, frequent ones first. A few hundred are
// enough to make sentences resemble one another, which is what makes it hard.
var vocabulary = strings.Fields(`the of to and a in that is was for on with as it by at from be this had not are but
his they have which one you were all her she there would their we him been has when who will no more if out so what up
said about than its into them can only other time new some could these two may first then do any like my now over such
our man me even most made after also did many off before must well back through years much where your way down should
because long each just those people too little good make very year still see own work day get here old between both
being under three never know same last another while us might great go come since against right came take used himself
few house place during high without again home around small however found part once upon every left number course until
always away something fact though less public put think almost hand enough far took head yet better set told nothing
night end why called find going look asked later knew point next city business case group toward young problem given
harbour ferry bridge lantern orchard mill weaver baker council mayor clerk ledger tide gull pier rope barrel salt
herring kettle chimney slate gravel meadow heron willow ditch sluice lock barge cargo crane whistle tram depot ticket
gate fence plough barley oats stable saddle market stall cloth button needle thread copper tin lead coal ash smoke
storm flood drought frost thaw ice snow hail mist drizzle thunder harvest cellar attic ladder window shutter hinge nail
hammer anvil forge bellows tongs chisel plank beam rafter tile brick mortar trowel bucket well pump pipe valve meter
budget levy toll fine permit licence petition hearing verdict appeal witness warden ranger keeper pilot sailor cook
nurse surgeon clinic ward fever cough remedy bandage splint tonic school pupil teacher lesson primer chalk satchel bell
choir organ hymn fiddle drum parade banner ribbon medal prize raffle fair carousel acrobat juggler puppet theatre stage
curtain ticketholder applause review column editor printer press ink paper pamphlet library shelf catalogue archive map`)

// A story is an article as words, by paragraph.
type story [][]string

func (s story) text() string {
	blocks := make([]string, len(s))
	for i, b := range s {
		blocks[i] = strings.Join(b, " ")
	}
	return strings.Join(blocks, "\n\n")
}

// seeded makes the same numbers everywhere.
func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func anyWord(r *rand.Rand) string {
	u := r.Float64()
	return vocabulary[int(float64(len(vocabulary))*u*u)]
}

// tell writes an article of about so many words. Some sentences are told twice,
// word for word, as news does.
func tell(r *rand.Rand, words int) story {
	var s story
	var said [][]string
	for n := 0; n < words; {
		var block []string
		for range 2 + r.IntN(4) {
			sentence := make([]string, 8+r.IntN(17))
			for i := range sentence {
				sentence[i] = anyWord(r)
				if r.IntN(25) == 0 {
					sentence[i] = fmt.Sprint(1 + r.IntN(999))
				}
				if r.IntN(14) == 0 {
					sentence[i] += ","
				}
			}
			sentence[0] = strings.ToUpper(sentence[0][:1]) + sentence[0][1:]
			sentence[len(sentence)-1] += "."
			if r.IntN(4) == 0 {
				if len(said) > 20 && r.IntN(12) == 0 {
					sentence = slices.Clone(said[r.IntN(len(said))])
				} else {
					said = append(said, slices.Clone(sentence))
				}
				sentence[0] = "“" + sentence[0]
				sentence[len(sentence)-1] += "”"
			}
			block = append(block, sentence...)
		}
		s = append(s, block)
		n += len(block)
	}
	return s
}

// A quotation is a run of words of a story.
type quotation struct{ block, first, last int }

// choose takes n runs of 8 to 40 words within paragraphs.
func choose(r *rand.Rand, s story, n int) []quotation {
	list := make([]quotation, n)
	for i := range list {
		block := r.IntN(len(s))
		length := min(8+r.IntN(33), len(s[block]))
		first := r.IntN(len(s[block]) - length + 1)
		list[i] = quotation{block, first, first + length - 1}
	}
	return list
}

// starts are the bytes at which the words of a story's text begin.
func (s story) starts() [][]int {
	at := 0
	list := make([][]int, len(s))
	for i, b := range s {
		for _, w := range b {
			list[i] = append(list[i], at)
			at += len(w) + 1
		}
		at++
	}
	return list
}

// A revision is what an editor made of a story, and where each word is now.
type revision struct {
	story story
	block []int   // by block of the first story; -1 if removed
	word  [][]int // by block and word of the first story; -1 if removed
}

// revise changes a share of the words (three in five replaced, one deleted,
// one put in) and moves and removes a share of the paragraphs.
func revise(r *rand.Rand, s story, change, move, remove float64) revision {
	v := revision{block: make([]int, len(s)), word: make([][]int, len(s))}
	var order, moved []int
	blocks := make([][]string, len(s))
	for i, b := range s {
		for _, w := range b {
			v.word[i] = append(v.word[i], len(blocks[i]))
			if r.Float64() >= change {
				blocks[i] = append(blocks[i], w)
				continue
			}
			switch r.IntN(5) {
			case 0:
				v.word[i][len(v.word[i])-1] = -1
			case 1:
				blocks[i] = append(blocks[i], w, anyWord(r))
			default:
				blocks[i] = append(blocks[i], anyWord(r)+w[len(strings.TrimRight(w, ",.”")):])
			}
		}
		v.block[i] = -1
		switch u := r.Float64(); {
		case u < remove || len(blocks[i]) == 0:
		case u < remove+move:
			moved = append(moved, i)
		default:
			order = append(order, i)
		}
	}
	for _, i := range moved {
		order = slices.Insert(order, r.IntN(len(order)+1), i)
	}
	for at, i := range order {
		v.block[i] = at
		v.story = append(v.story, blocks[i])
	}
	return v
}

// span is where a quotation is in a story.
func (s story) span(starts [][]int, q quotation) text.Bytes {
	return text.Bytes{Start: text.Byte(starts[q.block][q.first]), End: text.Byte(starts[q.block][q.last] + len(s[q.block][q.last]))}
}

// truth is where a quotation of the first story is now, if it is still there.
func (v revision) truth(starts [][]int, q quotation) (text.Bytes, bool) {
	if v.block[q.block] < 0 {
		return text.Bytes{}, false
	}
	words := v.word[q.block]
	for q.first <= q.last && words[q.first] < 0 {
		q.first++
	}
	for q.first <= q.last && words[q.last] < 0 {
		q.last--
	}
	if q.first > q.last {
		return text.Bytes{}, false
	}
	return v.story.span(starts, quotation{v.block[q.block], words[q.first], words[q.last]}), true
}

// alike is the overlap of two spans as a share of what they cover together.
func alike(a, b text.Bytes) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	return max(0, float64(both)) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// selectors describes quotations as a file has them, with context of so many
// bytes.
func (s story) selectors(list []quotation, context int) []Selector {
	whole, starts := s.text(), s.starts()
	selectors := make([]Selector, len(list))
	for i, q := range list {
		b := s.span(starts, q)
		from, until := max(0, int(b.Start)-context), min(len(whole), int(b.End)+context)
		// The generated text has characters of one and of three bytes.
		prefix, suffix := strings.ToValidUTF8(whole[from:b.Start], ""), strings.ToValidUTF8(whole[b.End:until], "")
		selectors[i] = Selector{whole[b.Start:b.End], prefix, suffix, b}
	}
	return selectors
}
