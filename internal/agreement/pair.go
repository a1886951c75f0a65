package agreement

// pair takes the tallies of every two annotators, and adds what they match to
// those of all.
func (c *coder) pair(x *Continuum, r *measured) {
	m := len(x.Annotators)
	by := make([][]labelled, m)
	parts := make([][]parting, m)
	voices := make([]voice, m)
	share := make([][]float64, m)
	closed := make([][]run, m)
	most := 0
	units := x.Units()
	of := make([][][]Unit, len(c.labels))
	for l, name := range c.labels {
		of[l] = units.Of(name)
	}
	ids := identify(x.Marks)
	for who, marks := range x.Marks {
		by[who] = c.byLabel(marks, ids[who])
		voices[who] = newVoice(marks)
		most = max(most, len(marks))
		for l := range c.labels {
			parts[who] = append(parts[who], newParting(of[l][who], 0, x.Length))
		}
		share[who] = make([]float64, len(c.sets))
		list := append(r.runs[who][:len(r.runs[who]):len(r.runs[who])], run{x.Length, -1})
		for i, next := range list[1:] {
			share[who][list[i].set] += float64(next.start - list[i].start)
		}
		closed[who] = list
	}
	// Disagreement on units is in squared characters, Do L² and De L², so that
	// a corpus adds up differences and long articles count for more.
	square := float64(x.Length) * float64(x.Length)
	observed := make([]float64, len(c.labels))
	var work pairs
	a, b := make([]bool, most), make([]bool, most)
	r.pairs = make([][]pairing, m)
	for i := range m {
		r.pairs[i] = make([]pairing, i)
		for j := range i {
			p := &r.pairs[i][j]
			p.one, p.other, p.length = share[j], share[i], float64(x.Length)
			p.equal = equalLength(closed[j], closed[i], x.Length)
			for l := range c.labels {
				if len(by[j][l].marks)+len(by[i][l].marks) == 0 {
					continue
				}
				found := match(&by[j][l], &by[i][l], a, b)
				p.matches.add(found)
				r.label[l].matches.add(found)
				o := apart(of[l][j], of[l][i])
				observed[l] += o
				if e := parts[j][l].expectedWith(&parts[i][l], x.Length); Defined(e) {
					p.units.Observed += o
					p.units.Expected += e * square
				}
			}
			agreeOnSpeakers(&voices[j], &voices[i], &work, &p.speakers)
			r.whole.matches.add(p.matches)
			r.whole.speakers.add(p.speakers)
		}
	}
	for l := range c.labels {
		list := make([]parting, m)
		for who := range list {
			list[who] = parts[who][l]
		}
		all := together(list)
		e := all.expected(x.Length)
		if m < 2 || !Defined(e) {
			continue
		}
		d := Disagreement{2 * observed[l] / float64(m*(m-1)), e * square}
		r.label[l].units = d
		r.whole.units.Observed += d.Observed
		r.whole.units.Expected += d.Expected
	}
}

// equalLength counts the characters on which two annotators have the same
// set. Both lists end with a run that begins where the continuum ends.
func equalLength(one, other []run, length int) float64 {
	n, at := 0, 0
	for i, j := 0, 0; at < length; {
		a, b := one[i+1].start, other[j+1].start
		end := min(a, b)
		if one[i].set == other[j].set {
			n += end - at
		}
		at = end
		if a == end {
			i++
		}
		if b == end {
			j++
		}
	}
	return float64(n)
}
