package class

import (
	"slices"
	"strconv"
	"strings"

	"quoth/internal/agreement"
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
