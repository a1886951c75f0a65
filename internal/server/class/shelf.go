package class

import (
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/editor"
)

// pageSize is how many annotations have room on one page.
const pageSize = 100

// A shelf is the order of a layer's annotations for those who page through
// them: each stands where it came into the log, for good. What is deleted
// leaves a gap and moves nothing, so that whoever is on the way sees every
// annotation that stays exactly once, whatever others write meanwhile.
type shelf struct {
	order []annotation.ID // only ever appended to
	place map[annotation.ID]int
	live  map[annotation.ID]bool
	full  []int // how many are there on each page
}

func (s *shelf) put(tx editor.Transaction) {
	for _, c := range tx.Changes {
		switch e := c.Annotation; {
		case e == nil:
		case e.After == nil:
			if s.live[e.Before.ID] {
				delete(s.live, e.Before.ID)
				s.full[s.place[e.Before.ID]/pageSize]--
			}
		case !s.live[e.After.ID]:
			s.add(e.After.ID)
		}
	}
}

// add puts an annotation behind the others, or one that was deleted and comes
// back to where it was.
func (s *shelf) add(id annotation.ID) {
	if s.place == nil {
		s.place, s.live = map[annotation.ID]int{}, map[annotation.ID]bool{}
	}
	at, had := s.place[id]
	if !had {
		at = len(s.order)
		s.order, s.place[id] = append(s.order, id), at
		if at/pageSize == len(s.full) {
			s.full = append(s.full, 0)
		}
	}
	s.live[id] = true
	s.full[at/pageSize]++
}

// knew reports whether an annotation is there, or was.
func (s *shelf) knew(id annotation.ID) bool {
	_, had := s.place[id]
	return had
}

// A snapshot is a layer as it stands at one moment, to read at leisure.
type snapshot struct {
	state *editor.State
	seq   int64
	order []annotation.ID
	full  []int
}

func (o *openLayer) snapshot() *snapshot {
	return &snapshot{o.state, o.seq, o.shelf.order[:len(o.shelf.order):len(o.shelf.order)], slices.Clone(o.shelf.full)}
}

// pages are the numbers of those that hold something; there is one at least.
func (s *snapshot) pages() (list []int) {
	for n, full := range s.full {
		if full > 0 {
			list = append(list, n)
		}
	}
	if list == nil {
		return []int{0}
	}
	return list
}

// page are the annotations of one, with how many there are before them.
func (s *snapshot) page(n int) (items []*annotation.Annotation, before int) {
	for _, full := range s.full[:min(n, len(s.full))] {
		before += full
	}
	for _, id := range s.order[min(n*pageSize, len(s.order)):min((n+1)*pageSize, len(s.order))] {
		if an := s.state.Annotation(id); an != nil {
			items = append(items, an)
		}
	}
	return items, before
}
