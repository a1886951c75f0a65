package agreement

// pair takes the tallies of every two annotators, and adds what they match to
// those of all.
func (c *coder) pair(x *Continuum, r *measured) {
	m := len(x.Annotators)
	by := make([][]labelled, m)
	parts := make([][]parting, m)
	voice := make([][]spoken, m)
	share := make([][]float64, m)
	most := 0
	units := x.Units()
	of := make([][][]Unit, len(c.labels))
	for l, name := range c.labels {
		of[l] = units.Of(name)
	}
	for who, marks := range x.Marks {
		by[who] = byLabel(marks, c.index)
		voice[who] = spokenOf(marks)
		most = max(most, len(marks))
		for l := range c.labels {
			parts[who] = append(parts[who], newParting(of[l][who], 0, x.Length))
		}
		share[who] = make([]float64, len(c.sets))
		for i, run := range r.runs[who] {
			share[who][run.set] += float64(runEnd(r.runs[who], i, x.Length) - run.start)
		}
	}
	a, b := make([]bool, most), make([]bool, most)
	r.pairs = make([][]pairing, m)
	for i := range m {
		r.pairs[i] = make([]pairing, i)
		for j := range i {
			p := &r.pairs[i][j]
			p.one, p.other, p.length = share[j], share[i], float64(x.Length)
			p.equal = equalLength(r.runs[j], r.runs[i], x.Length)
			for l := range c.labels {
				if len(by[j][l].marks)+len(by[i][l].marks) == 0 {
					continue
				}
				found := match(&by[j][l], &by[i][l], a, b)
				p.matches.add(found)
				r.label[l].matches.add(found)
				both := [2]parting{parts[j][l], parts[i][l]}
				if e := expected(both[:], x.Length); Defined(e) {
					// In the scale of [coder.unitise]: Do L² of two annotators.
					p.units.Observed += apart(both[0].units, both[1].units, 0, x.Length)
					p.units.Expected += e * float64(x.Length) * float64(x.Length)
				}
			}
			agreeOnSpeakers(voice[j], voice[i], &p.speakers)
			r.whole.matches.add(p.matches)
			r.whole.speakers.add(p.speakers)
		}
	}
}

// runEnd is where a run ends.
func runEnd(runs []run, i, length int) int {
	if i+1 < len(runs) {
		return runs[i+1].start
	}
	return length
}

// equalLength counts the characters on which two annotators have the same set.
func equalLength(one, other []run, length int) float64 {
	n, at := 0, 0
	for i, j := 0, 0; at < length; {
		a, b := runEnd(one, i, length), runEnd(other, j, length)
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
