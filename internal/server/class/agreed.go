package class

import (
	"slices"
	"strconv"
	"strings"

	"quoth/internal/agreement"
	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/project"
)

// figure is a measure as JSON has it: null where it is undefined.
type figure struct{ value float64 }

// MarshalJSON implements json.Marshaler.
func (f figure) MarshalJSON() ([]byte, error) { return []byte(agreement.Literal(f.value)), nil }

// String is a measure as a person reads it.
func (f figure) String() string {
	if !agreement.Defined(f.value) {
		return "–"
	}
	return strings.Replace(strconv.FormatFloat(f.value, 'f', 2, 64), "0.", ".", 1)
}

// agreed is how far a class agrees.
type agreed struct {
	Readers int           `json:"readers"`
	Alpha   figure        `json:"alpha"` // Krippendorff's, nominal, over characters
	Labels  []labelAgreed `json:"labels"`
	Each    []eachAgreed  `json:"each"`   // those who agree least with the class first
	Key     bool          `json:"key"`    // whether the owner has marked the article too
	Result  bool          `json:"result"` // whether the class has decided together, and is done
}

type labelAgreed struct {
	Label   string `json:"label"`
	Alpha   figure `json:"alpha"`
	Readers int    `json:"readers"`
}

type eachAgreed struct {
	Name  string `json:"name,omitempty"`
	Marks int    `json:"marks"`
	Class figure `json:"class"` // F1 of characters with what half of the others marked
	Key   figure `json:"key"`
	// Result is with what the class has decided together.
	Result figure `json:"result"`
}

func (c *call) agreement() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return c.agreed(v), nil
}

// agreed tells of each reader to the owner alone: a pupil sees the class, and
// their own line.
func (c *call) agreed(v *view) agreed {
	a := v.look.agreed()
	a.Each = slices.Clone(a.Each)
	for i := range a.Each {
		a.Each[i].Name = v.readers[i].Name
	}
	answer := agreed{Readers: a.Readers, Alpha: figure{a.Alpha}, Labels: []labelAgreed{}, Each: []eachAgreed{}, Key: v.key != nil, Result: v.look.finished()}
	for _, l := range a.Labels {
		answer.Labels = append(answer.Labels, labelAgreed{l.Label, figure{l.Alpha}, l.Readers})
	}
	for i := range a.Each {
		if c.member.Role != project.Owner && v.layers[i].Member != c.member.ID {
			a.Each[i].Marks = -1 // not told
		}
	}
	for _, r := range a.LeastAgreed() {
		if r.Marks >= 0 {
			answer.Each = append(answer.Each, eachAgreed{r.Name, r.Marks, figure{r.Class}, figure{r.Key}, figure{r.Result}})
		}
	}
	return answer
}

// spoken is a speaker as the class sees them.
type spoken struct {
	Name    string `json:"name"`
	Readers int    `json:"readers"` // who let them speak
	Words   int    `json:"words"`   // on average of those
	Kinds   int    `json:"kinds"`   // of how many different kinds they take them for
}

// speakers are those of all readers, the ones that most have first.
func (c *call) speakers() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return speakersOf(v), nil
}

func speakersOf(v *view) []spoken {
	type sum struct {
		spoken
		kinds map[annotation.SpeakerKind]bool
	}
	byName := map[string]*sum{}
	for _, r := range v.readers {
		l := ledger.Of(v.article, r.Layer.Annotations, r.Layer.Attributions, r.Layer.Speakers, r.Layer.Scheme)
		counted := map[string]bool{}
		for _, row := range l.Rows {
			name := ledger.Fold(row.Speaker.Name)
			s := byName[name]
			if s == nil {
				s = &sum{spoken{Name: row.Speaker.Name}, map[annotation.SpeakerKind]bool{}}
				byName[name] = s
			}
			s.kinds[row.Speaker.Kind] = true
			s.Words += row.Words
			if !counted[name] {
				counted[name] = true
				s.Readers++
			}
		}
	}
	all := []spoken{}
	for _, s := range byName {
		s.Words /= s.Readers
		s.Kinds = len(s.kinds)
		all = append(all, s.spoken)
	}
	sortBy(all, func(s spoken) string { return s.Name })
	sortBy(all, func(s spoken) int { return -s.Readers })
	return all
}
