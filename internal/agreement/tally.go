package agreement

import "maps"

// A tally is all that the measures of several annotators need to know, so that
// those of articles add up to those of a corpus.
type tally struct {
	// Characters as items, with sets of labels as their categories: the
	// coincidences of equal sets, of all, and how often each set was given.
	equal, all float64
	margin     []float64
	raters     int // of every character; −1 if articles differ
	categories int // that can be given: 2 for one label
	units      Disagreement
	matches    Matches
	speakers   voices
}

func (t *tally) add(o *tally) {
	t.equal += o.equal
	t.all += o.all
	for len(t.margin) < len(o.margin) {
		t.margin = append(t.margin, 0)
	}
	for k, n := range o.margin {
		t.margin[k] += n
	}
	if t.raters == 0 {
		t.raters = o.raters
	} else if o.raters != 0 && t.raters != o.raters {
		t.raters = -1
	}
	t.categories = max(t.categories, o.categories)
	if Defined(o.units.Observed) && Defined(o.units.Expected) {
		t.units.Observed += o.units.Observed
		t.units.Expected += o.units.Expected
	}
	t.matches.add(o.matches)
	t.speakers.add(o.speakers)
}

// percent and the rest are the measures of [Ratings], with every character an
// item.
func (t *tally) percent() float64 { return ratio(t.equal, t.all) }

func (t *tally) nominal() float64 {
	squares := 0.0
	for _, n := range t.margin {
		squares += n * n
	}
	if t.all < 2 {
		return Undefined
	}
	return corrected((t.all-t.equal)*(t.all-1), t.all*t.all-squares)
}

// fleiss is Fleiss' kappa, and Scott's pi of two.
func (t *tally) fleiss() float64 {
	if t.raters < 2 {
		return Undefined
	}
	squares := 0.0
	for _, n := range t.margin {
		squares += n * n
	}
	return ratio(t.equal*t.all-squares, t.all*t.all-squares)
}

func (t *tally) randolph() float64 {
	k := float64(t.categories)
	return ratio(k*t.percent()-1, k-1)
}

// figures are the measures of a tally.
func (t *tally) figures() Figures {
	return Figures{
		plain("percent", t.percent()),
		plain("fleiss_kappa", t.fleiss()),
		plain("randolph_kappa", t.randolph()),
		plain("alpha_nominal", t.nominal()),
		plain("alpha_u", t.units.Alpha()),
		plain("f1_exact", t.matches.Exact.F1()),
		plain("f1_overlap", t.matches.Overlap.F1()),
		plain("f1_characters", t.matches.Characters.F1()),
		plain("speaker_percent", ratio(t.speakers.same, t.speakers.both)),
		plain("speaker_alpha", t.speakers.alpha()),
	}
}

// A Figure is a measure with its value and, if it is known, an interval that
// encloses it with a confidence of 95 %. Each may be Undefined.
type Figure struct {
	Name             string
	Value, Low, High float64
}

func plain(name string, v float64) Figure { return Figure{name, v, Undefined, Undefined} }

// Figures are measures in the order in which they are shown.
type Figures []Figure

// Get is the figure of a name; its value is Undefined if there is none.
func (f Figures) Get(name string) Figure {
	for _, x := range f {
		if x.Name == name {
			return x
		}
	}
	return plain(name, Undefined)
}

// voices count pairs of overlapping marks of two annotators who both name a
// speaker, and those that name the same.
type voices struct {
	both, same float64
	named      map[string]float64 // how often each speaker was named in them
}

func (v *voices) add(o voices) {
	v.both += o.both
	v.same += o.same
	if v.named == nil {
		v.named = maps.Clone(o.named)
		return
	}
	for name, n := range o.named {
		v.named[name] += n
	}
}

// alpha is Krippendorff's nominal alpha with each pair of marks an item of two
// ratings.
func (v *voices) alpha() float64 {
	n, squares := 2*v.both, 0.0
	for _, k := range v.named {
		squares += k * k
	}
	if n < 2 {
		return Undefined
	}
	return corrected(2*(v.both-v.same)*(n-1), n*n-squares)
}
