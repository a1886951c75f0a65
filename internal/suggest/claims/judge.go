package claims

import (
	"slices"
	"strings"

	"quoth/internal/annotation"
)

// weights are what each signal adds, once however often it is there. They
// were set by hand on the sentences of the tests, not learned.
var weights = [lastSignal]float64{
	quantity: 0.4, few: 0.1, unit: 0.1, year: 0.16, day: 0.04, compares: 0.36, record: 0.38, causes: 0.36, rules: 0.38, changes: 0.36,
	stands: 0.38, happens: 0.24, universal: 0.36, habit: 0.18, authority: 0.16, says: 0.05,
	opinion: -0.45, wish: -0.8, greeting: -1, hedge: -0.35, future: -0.12, personal: -0.16,
}

const (
	base      = 0.15
	assertion = 0.12 // words in quotation marks that somebody says
	named     = 0.05 // a name within the sentence
	scarce    = 4    // words: what is shorter states little
)

// reasons are what the signals say in words, as the card shows them.
var reasons = [lastSignal]string{
	quantity: "states a number", compares: "compares", record: "claims a first or a record", causes: "names a cause", rules: "tells what a law or a rule says",
	changes: "tells of a change", stands: "tells where somebody stands", happens: "tells what happened", universal: "speaks of all or of none", habit: "says always or never",
	authority: "appeals to a study or an authority", year: "gives a date",
}

// A judgement is what was found in some words.
type judgement struct {
	score  float64
	has    [lastSignal]bool
	quotes bool
	barred bool // a wish or a greeting, whatever else there is
}

// judge weighs the words from, up to but not to.
func (r *reading) judge(from, to int) (j judgement) {
	if r.language == nil {
		return r.guess(from, to)
	}
	quoted, names := 0, false
	for i, w := range r.words[from:to] {
		j.has[w.signal] = true
		if w.quoted {
			quoted++
		}
		names = names || i > 0 && w.capital && !r.language.nouns && w.lower != "i"
	}
	// Two small numbers, or one of something that is counted, are a number.
	if !j.has[quantity] && j.has[few] && j.has[unit] {
		j.has[quantity] = true
	}
	j.score = base
	for s, yes := range j.has {
		if yes {
			j.score += weights[s]
		}
	}
	if quoted >= scarce && j.has[says] {
		j.quotes = true
		j.score += assertion
	}
	if names {
		j.score += named
	}
	if to-from < scarce {
		j.score -= 0.2
	}
	j.barred = j.has[greeting] || j.has[wish]
	j.score = ranked(j.score)
	return j
}

// ranked keeps a sum between 0 and 1 so that of two large ones the larger
// still goes first; the bounds of the classes stay where they are.
func ranked(sum float64) float64 {
	if sum <= worth {
		return max(sum, 0)
	}
	return worth + (1-worth)*(sum-worth)/(sum-worth+0.5)
}

// guess judges a language that there is no table of, by numerals and
// quotation marks.
func (r *reading) guess(from, to int) (j judgement) {
	quoted := 0
	for _, w := range r.words[from:to] {
		j.has[w.signal] = true
		if w.quoted {
			quoted++
		}
	}
	switch {
	case j.has[quantity]:
		j.score = 0.55
	case j.has[year]:
		j.score = 0.35
	}
	if quoted >= scarce {
		j.quotes = true
		j.score += 0.3
	}
	return j
}

// reason is the weightiest three of what was found, in words.
func (j judgement) reason() string {
	var found []signal
	for s, yes := range j.has {
		if yes && reasons[s] != "" && !(signal(s) == year && j.has[quantity]) {
			found = append(found, signal(s))
		}
	}
	slices.SortStableFunc(found, func(x, y signal) int {
		switch {
		case weights[x] > weights[y]:
			return -1
		case weights[x] < weights[y]:
			return 1
		}
		return 0
	})
	var list []string
	for _, s := range found[:min(3, len(found))] {
		list = append(list, reasons[s])
	}
	if j.quotes && len(list) < 3 {
		list = append(list, "quotes an assertion")
	}
	switch n := len(list); n {
	case 0:
		return "states a fact"
	case 1:
		return list[0]
	default:
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
}

// kind is what sort of claim it is, where that is plain, in AVeriTeC's terms.
func (j judgement) kind() annotation.ClaimKind {
	switch {
	case j.has[quantity]:
		return annotation.Numerical
	case j.has[causes]:
		return annotation.Causal
	case j.has[stands]:
		return annotation.Position
	case j.has[happens], j.has[changes], j.has[record], j.has[rules]:
		return annotation.Event
	case j.quotes:
		return annotation.Said
	}
	return ""
}
