package attribution

// teachContent makes the lessons of the stages that find a content.
func (r *reading) teachContent(g goal, source phrase, teach func(choice, func(int) bool)) {
	p := r.placeOf(g.head, source)
	first, last, begin := -1, -1, -1 // of the content behind, and the beginning of the one before
	for _, i := range g.content {
		if i < p.s.from || i >= p.s.to {
			continue
		}
		if i > g.head && first < 0 {
			first = i
		}
		if i > g.head {
			last = i
		}
		if i < g.head && begin < 0 {
			begin = i
		}
	}
	side := right
	switch {
	case first < 0 && begin < 0:
		return
	case first < 0:
		side = left
	case begin >= 0:
		side = both
	}
	teach(r.sides(p), func(i int) bool { return i == side })
	if side != left {
		list, c := r.starts(p, side)
		teach(c, func(i int) bool { return list[i] == first })
		list, c = r.ends(p, first, side)
		nearest := -1
		for _, j := range list {
			if nearest < 0 || distance(j, last+1) < distance(nearest, last+1) {
				nearest = j
			}
		}
		teach(c, func(i int) bool { return list[i] == nearest })
	}
	if side != right {
		list, c := r.lefts(p, r.leftEnd(p), side)
		teach(c, func(i int) bool { return list[i] == begin })
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// teachJoins makes the lessons about pieces of quotations, and joins those
// that are of one content.
func (r *reading) teachJoins(goals []goal, teach func(choice, func(int) bool)) {
	of := map[int]int{} // goals by the tokens of their contents
	for k, g := range goals {
		for _, i := range g.content {
			of[i] = k + 1
		}
	}
	owner := func(p piece) int {
		for i := p.from; i < p.to; i++ {
			if r.tokens[i].word() && of[i] > 0 {
				return of[i]
			}
		}
		return 0
	}
	same := make([]bool, len(r.pieces))
	for k := 1; k < len(r.pieces); k++ {
		same[k] = r.joinable(k) && owner(r.pieces[k]) > 0 && owner(r.pieces[k]) == owner(r.pieces[r.previous(k)])
		if r.joinable(k) {
			teach(r.joinChoice(k), func(i int) bool { return i == int(flag(same[k])) })
		}
	}
	r.join(func(k int) bool { return same[k] })
}
